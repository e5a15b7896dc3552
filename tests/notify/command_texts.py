"""What people text, and what it means: the text, then the meaning as `shown` writes it; ? for what
nobody may guess."""

TEXTS = r"""
YES 482137 -> yes 482137
yes 482137 -> yes 482137
Yes482137 -> yes 482137
482137YES -> yes 482137
482137 yes -> yes 482137
YES 482 137 -> yes 482137
YES 482-137 -> yes 482137
YES 482.137 -> yes 482137
yes, 482137 -> yes 482137
yes: 482137. -> yes 482137
YES!!! 482137 -> yes 482137
"YES 482137" -> yes 482137
(yes) #482137 -> yes 482137
<YES> [482137] -> yes 482137
*yes* _482137_ -> yes 482137
👍 yes 482137 👍🏽 -> yes 482137
✅ YES 482137 -> yes 482137
Yes please 482137 thanks -> yes 482137
yes pls 482137 thx -> yes 482137
Yes sir, 482137 -> yes 482137
Yes ma'am 482137 -> yes 482137
Yes I can take it, 482137 -> yes 482137
Yes I’ll be there 482137 -> yes 482137
Hi, yes for 482137, thank you! -> yes 482137
Good morning. Yes to 482137. -> yes 482137
hello yes 482137 -> yes 482137
Yes, happy to do it. 482137 -> yes 482137
Count me in, yes 482137 -> ?
Y 482137 -> yes 482137
y482137 -> yes 482137
yep 482137 -> yes 482137
yeah 482137 -> yes 482137
Accept 482137 -> yes 482137
confirmed 482137 -> yes 482137
I confirm 482137 -> yes 482137
yes yes yes 482137 -> yes 482137
YES 482137 YES 482137 -> yes 482137
YES\n482137 -> yes 482137
482137\nYES -> yes 482137
Yes 482137\nThanks\nJ. Adams\nBadge 1234 -> yes 482137
Yes 482137\n\n--\nSgt. John Adams #1234\n617-555-0100 -> yes 482137
Hi Pat,\n\nyes 482137\n\nBest,\nBaker -> yes 482137
Yes 482137\n\nSent from my iPhone -> yes 482137
Yes 482137\nGet Outlook for iOS -> yes 482137
YES 482137 - Adams -> yes 482137
YES 482137 -- Adams 1234 -> yes 482137
ＹＥＳ ４８２１３７ -> yes 482137
ok yes 482137 -> yes 482137
YES 482137 AGREE -> yes 482137 'agree'
yes 482137, understood -> yes 482137 'agree'
agree 482137 -> ?
yes -> yes
Yes. -> yes
Yes please! -> yes
Y -> yes
ok -> ?
OK 482137 -> ?
sure 482137 -> ?
482137 -> ?
👍 -> ?
👍 482137 -> ?
not yes 482137 -> ?
yes not 482137 -> ?
Yes and no 482137 -> ?
yes or no 482137 -> ?
YES/NO 482137 -> ?
yes 482137 no 482137 -> ?
YES 482137? -> ?
yes? 482137 -> ?
yes 482137 if Bob comes -> ?
yes 482137 but only until 3 -> ?
Yes 482137 unless it rains -> ?
maybe yes 482137 -> ?
yes 482137 maybe -> ?
👎 yes 482137 -> ?
yes 482137 👎 -> ?
I won't say yes 482137 -> ?
yes 482137, wait -> ?
YES 482137 cancel that -> ?
yes was a mistake 482137 -> ?
disregard my yes 482137 -> ?
YES 482137\nbut not the second half -> ?
I never said yes 482137 -> ?
YES 482137 571233 -> ?
YES 482137 and 571233 -> ?
YES 482137\nYES 571233 -> ?
yes 482137\nno 571233 -> ?
yes 482137 617-555-0100 -> ?
yes 4821370 -> ?
yes 48213 -> ?
yes 4 8 2 1 3 7 -> ?
yes ٤٨٢١٣٧ -> ?
yes +482137 -> ?
yes 48213a -> ?
Reply YES 482137 or NO 482137. -> ?
Liked "OPEN: detail 26-0412. Reply YES 482137 or NO 482137." -> ?
The detail looks long, tell Bob yes 482137 -> ?
Bob told me to say\nyes 482137 -> ?
oui 482137 -> ?
NO 482137 -> no 482137
no 482137 -> no 482137
No thanks 482137 -> no 482137
no thank you, 482137 -> no 482137
n 482137 -> no 482137
Nope 482137 -> no 482137
decline 482137 -> no 482137
I decline 482137 -> no 482137
No, sorry 482137 -> no 482137
Sorry no 482137 -> no 482137
no sorry can't 482137 -> no 482137
No I can't make it 482137 -> no 482137
482137 no -> no 482137
NO\n482137\nRegards\nClark -> no 482137
no -> no
no, not today 482137 -> no 482137
not no 482137 -> ?
No problem 482137 -> ?
no worries 482137 -> ?
no 482137 wait yes -> ?
no but ask me tomorrow 482137 -> ?
OFF 482137 SICK -> off 482137 'sick'
off 482137 sick -> off 482137 'sick'
Off 482 137 sick -> off 482137 'sick'
482137 off sick -> off 482137 'sick'
OFF 482137 -> off 482137
OFF -> off
off sick 482137 -> off 482137 'sick'
OFF 482137 sick, fever since night -> off 482137 'sick fever since night'
OFF 482137 my son is ill -> off 482137 'my son is ill'
OFF 482137 ill -> off 482137 'ill'
OFF 482137 court -> off 482137 'court'
OFF 482137 sick, sorry -> off 482137 'sick'
call off 482137 sick -> off 482137 'sick'
Call  Off 482137 -> off 482137
OFF482137SICK -> ?
OFF 482137 and 571233 -> ?
off 482137 no wait -> ?
not off 482137 -> ?
don't call off 482137 -> ?
off or on 482137? -> ?
OFF 482137 yes -> ?
off duty 482137 -> off 482137 'duty'
LATE 482137 20 -> late 482137 20
late 20 482137 -> late 482137 20
482137 late 20 -> late 482137 20
late 482137 20 min -> late 482137 20
late 482137 20min -> late 482137 20
Late 482137, about 20 minutes, sorry -> ?
Late 482137, about 20 minutes -> late 482137 20
running late 482137 15 mins -> late 482137 15
late 482137 1 hour -> late 482137 60
late 482137 1h -> late 482137 60
late 482 137 45 -> late 482137 45
late 20 -> late 20
late 482137 -> ?
late 482137 15-20 -> ?
late 482137 700 -> ?
late 482137 0 -> ?
not late 482137 20 -> ?
late 482137 20 30 -> ?
ROUTE 482137 -> route 482137
en route 482137 -> route 482137
on my way 482137 -> route 482137
OMW 482137 -> route 482137
RETURNED 482137 -> returned 482137
returned, 482 137 thanks -> returned 482137
back at station 482137 -> returned 482137
returned -> returned
not returned 482137 -> ?
out returned 482137 -> ?
IN 482137 -> in 482137
in482137 -> in 482137
in -> in
on site 482137 -> in 482137
clock in 482137 -> in 482137
IN 482137 42.36010,-71.05890 -> in 482137 '42.36010,-71.05890'
IN 42.360100, -71.058900 482137 -> in 482137 '42.360100,-71.058900'
IN 482137 42.36010,-71.05890 25m -> in 482137 25 '42.36010,-71.05890'
IN 482137 42.36010, -71.05890, 1500 m -> in 482137 1500 '42.36010,-71.05890'
IN 482137 OAK -> in 482137 oak
in oak 482137 please -> in 482137 oak
out 482137 Oak7, thanks -> out 482137 oak7
IN 482137 42.36010,-71.05890 25m OAK -> in 482137 oak 25 '42.36010,-71.05890'
in 482137 Blue Oak -> in 482137 blueoak
IN 482137 soon -> ?
SPOT 26-0412.3b ABSENT -> spot absent
spot 26-0412.3b present -> spot present
Spot check 26-0412.3b other, gate locked, not at post -> spot other 'gate locked, not at post'
SPOT 26-0412.3b -> ?
SPOT 26-0412.3b fine -> ?
SPOT 482137 absent -> ?
absent 26-0412.3b -> ?
IN 482137 20 -> ?
IN 482137 20min -> ?
IN 482137 20 oak -> ?
IN 482137 blue oak tree -> ?
IN oak -> ?
omw 482137 oak -> ?
I'm in 482137 -> in 482137
in late 482137 -> ?
in or out 482137 -> ?
OUT 482137 -> out 482137
clock out 482137 -> out 482137
out 482 137 -> out 482137
HRS 482137 0800-1215 -> hours 482137 8:00-12:15
hrs 482137 0800 1215 -> hours 482137 8:00-12:15
Hrs 482137 08:00-12:15 -> hours 482137 8:00-12:15
hrs 482137 8:00 - 12:15 -> hours 482137 8:00-12:15
hrs 482137 8:00 to 12:15 -> hours 482137 8:00-12:15
hrs 482137 800-1215 -> hours 482137 8:00-12:15
hrs 482137 8am-12:15pm -> hours 482137 8:00-12:15
hrs 482137 8 am - 12:15 pm -> hours 482137 8:00-12:15
hrs 482137 8-12:15pm -> hours 482137 8:00-12:15
hrs 482137 1-5pm -> hours 482137 13:00-17:00
hrs 482137 10pm-2 -> hours 482137 22:00-26:00
hrs 482137 10-6am -> hours 482137 22:00-30:00
hrs 482137 1800-0200 -> hours 482137 18:00-26:00
hrs 482137 1800-2400 -> hours 482137 18:00-24:00
hrs 482137 0000-0800 -> hours 482137 0:00-8:00
hrs 482-137 800-930 -> hours 482137 8:00-9:30
hrs 412 130 0800-1215 -> hours 412130 8:00-12:15
0800-1215 hrs 482137 -> hours 482137 8:00-12:15
482137 hours 0800–1215 -> hours 482137 8:00-12:15
hours 482137 from 0800 to 1215 please -> hours 482137 8:00-12:15
hrs 0800-1215 -> hours 8:00-12:15
hrs 482137 -> ?
hrs 482137 8-4 -> ?
hrs 482137 4 -> ?
hrs 482137 2500-2600 -> ?
hrs 482137 0860-1200 -> ?
hrs 482137 0800-1000 1100-1300 -> ?
hrs 482137 0800-1215 571233 -> ?
hrs 482137 13am-2pm -> ?
hrs 482137 not 0800-1215 -> ?
AVAIL SAT 0800-1600 -> available sat 8:00-16:00
avail sat -> available sat
available Saturday 8am-4pm please -> available saturday 8:00-16:00
Sat 0800-1600 avail -> available sat 8:00-16:00
avail tomorrow 1800-0200 -> available tomorrow 18:00-26:00
avail 0800-1600 -> available 8:00-16:00
avail 6/14 -> available 6/14
avail 2026-06-14 0800-1600 -> available 2026-06-14 8:00-16:00
I am available on sunday all day -> available sunday
avail -> ?
avail someday -> ?
avail sat or sun -> ?
avail sat sun -> ?
not available sat -> ?
avail 482137 sat -> ?
BUSY SAT -> busy sat
busy 6/14 1200-1800 -> busy 6/14 12:00-18:00
unavailable monday -> busy monday
busy and avail sat -> ?
SWAP 482137 5678 -> swap 482137 5678
swap 482137 with 5678 -> swap 482137 5678
482137 swap 5678 -> swap 482137 5678
SWAP 482137 571233 -> swap 482137 571233
swap 482137 -> ?
swap 5678 -> ?
swap 482137 5678 9012 -> ?
MINE -> mine
mine? -> mine
my details -> mine
schedule please -> mine
STOP -> stop
stop. -> stop
Stop please -> stop
STOPALL -> stop
UNSUBSCRIBE -> stop
cancel -> stop
END -> stop
Quit -> stop
stop texting me -> stop
cancel 482137 -> ?
stop 482137 -> ?
don't stop -> ?
START -> start
unstop -> start
start 482137 -> ?
HELP -> help
help? -> help
info -> help
SEEN 482137 -> seen 482137
seen 482137 thanks -> seen 482137
not seen 482137 -> ?
SCORE 482137 4 -> score 482137 4
score 482137 4/5 -> score 482137 4
SCORE 482137 5 All well, no complaints. -> score 482137 5 'all well, no complaints.'
482137 score 3 came late but worked hard -> score 482137 3 'came late but worked hard'
score 482137 6 -> ?
score 482137 -> ?
score 482137 4 see 571233 -> ?
What time does it start? -> ?
Can you call me about tomorrow? -> ?
Thanks -> ?
"""
"""One a line; \\n within a text is a new line of it."""


def table() -> list[tuple[str, str]]:
    """The texts with their meanings."""
    lines = [line.rpartition(" -> ") for line in TEXTS.splitlines() if line]
    return [(text.replace("\\n", "\n"), meaning) for text, _, meaning in lines]
