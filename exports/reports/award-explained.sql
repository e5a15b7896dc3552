/*
title = "Explanation of one award"
group = "Distribution"
readers = "grievance board, officer"
question = "Why did this officer get the seat: every candidate's place, facts and reasons?"
computed = "award_explained"
parameter = [
  {name = "position", kind = "text", hint = "the seat's number, such as 26-0412.3b"},
]
column = [
  {name = "place"},
  {name = "badge"},
  {name = "taken", format = "yes_no"},
  {name = "facts"},
  {name = "standing"},
  {name = "reasons"},
  {name = "passed", label = "Passed over"},
  {name = "rule", label = "Policy"},
]
*/
