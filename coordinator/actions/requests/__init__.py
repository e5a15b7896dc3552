"""What employers ask for, before it is a job: taken in, checked, decided, booked."""
