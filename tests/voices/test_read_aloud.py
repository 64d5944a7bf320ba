"""Tests that each kind of written text is read aloud as a person would, without its signs, commands and abbreviations."""

import pytest

from voices.speakable import speakable, spoken_text

SAID = {
    "names": [
        ("Nguyễn Thị Hương, Trần Văn Đức, Phở", "Nguyen Thi Huong, Tran Van Duc, Pho"),
        ("Zoë ate crème brûlée in Besançon.", "Zoë ate crème brûlée in Besançon."),
        ("Zoe\u0308 met Łukasz Wałęsa in Łódź.", "Zoë met Lukasz Walesa in Lódz."),
        ("Наташа и Ελένη", "Natasha i Eleni"),
    ],
    "telephones and codes": [
        ("Call 1300 555 019 now.", "Call one three zero zero, five five five, zero one nine now."),
        ("Call 5550102222.", "Call five five five zero one zero two two two two."),
        ("Dial 911 or text 020 7946 0958.",
         "Dial nine one one or text zero two zero, seven nine four six, zero nine five eight."),
        ("Call 3 people or 100 people.", "Call three people or one hundred people."),
        ("Your door code is 4071#.", "Your door code is four zero seven one hash."),
        ("ISBN 978-3-16-148410-0", "I.S.B.N nine seven eight, three, one six, one four eight four one zero, zero"),
        ("Flight BA 286 boards at gate C14.", "Flight B.A two eighty-six boards at gate C fourteen."),
        ("Room 404, highway 101, a Boeing 747-400",
         "Room four oh four, highway one oh one, a Boeing seven forty-seven four hundred"),
        ("It runs at 192.168.1.1 today.", "It runs at one nine two dot one six eight dot one dot one today."),
    ],
    "ranges": [
        ("It costs $250-$300", "It costs two hundred and fifty dollars to three hundred dollars"),
        ("Rooms run $80–120 a night.", "Rooms run eighty to one hundred and twenty dollars a night."),
        ("$5M–$10M, 1990s–2000s, 3½–4 hours", "five million dollars to ten million dollars, nineteen nineties to two thousands, "
         "three and a half to four hours"),
        ("Mon.–Fri. 8am–noon, 2015–present", "Monday to Friday eight A.M to noon, twenty fifteen to present"),
        ("9am-5pm, 10:30-11:45, 7-9pm", "nine A.M to five P.M, ten thirty to eleven forty-five, seven to nine P.M"),
        ("Open 9 a.m.–5 p.m. daily.", "Open nine A.M to five P.M daily."),
        ("pp. 12–15, ages 3-7", "pages twelve to fifteen, ages three to seven"),
        ("1939–1945, 1914-18", "nineteen thirty-nine to nineteen forty-five, nineteen fourteen to eighteen"),
        ("They won 3–1, then 6-4, 7-5.", "They won three to one, then six to four, seven to five."),
        ("14–17 July, June 1st–5th", "the fourteenth to the seventeenth of July, June first to fifth"),
        ("Mon–Fri, Jan–Mar", "Monday to Friday, January to March"),
        ("a 4-4-2 line-up, a 50-50 chance", "a four four two line-up, a fifty fifty chance"),
        ("between -10 and –3", "between minus ten and minus three"),
        ("her best - 40 points", "her best— forty points"),
        ("It was 1999 – 20 people came.", "It was nineteen ninety-nine— twenty people came."),
    ],
    "addresses of the web": [
        ("Try info@uni-bonn.de or https://my-site.io/a_b.",
         "Try info at uni dash bonn dot D.E or my dash site dot I.O slash a underscore b."),
        ("Delete main.py, keep /tmp/notes.txt.", "Delete main dot P.Y, keep slash tmp slash notes dot T.X.T."),
        ("See https://i.example.org/fgv0i3nzo7541.jpg now.", "See i dot example dot org now."),
        ("#GoodNews from @anna!", "hashtag Good News from at anna!"),
    ],
    "rates": [
        ("5 litres/day, 3 m³/hr", "five litres per day, three cubic metres per hour"),
        ("$5/month, £9.50/hr, $9/person", "five dollars per month, nine pounds fifty pence per hour, nine dollars per person"),
        ("60 words/min, 50 mg/ml", "sixty words per minute, fifty milligrams per millilitre"),
        ("9.8 m/s², 3 g/cm³", "nine point eight metres per second squared, three grams per cubic centimetre"),
        ("kg/m³, 3x/day, £30/m², 1 in/hr",
         "kilograms per cubic metre, three times per day, thirty pounds per square metre, one inch per hour"),
        ("6 L/100km, 100 Mbps", "six litres per one hundred kilometres, one hundred megabits per second"),
        ("men/women and his/her", "men or women and his or her"),
    ],
    "dates": [
        ("2023/01/02", "the second of January, twenty twenty-three"),
        ("on 12/25, or 25/12", "on December twenty-fifth, or December twenty-fifth"),
        ("Born 7/4/1976.", "Born the fourth of July, nineteen seventy-six."),
        ("24/7, 9/11, 50/50, 3/4", "twenty-four seven, nine eleven, fifty fifty, three quarters"),
        ("in 1066, in 44 BC, AD 79", "in ten sixty-six, in forty-four B.C, A.D seventy-nine"),
        ("the mid-1800s and the '90s", "the mid-eighteen hundreds and the nineties"),
        ("2019/20", "twenty nineteen twenty"),
        ("December 1,2023, in Jan.", "December first, twenty twenty-three, in January."),
    ],
    "times": [
        ("12:05:30 AM", "twelve oh five and thirty seconds A.M"),
        ("22:00–06:00, at 7:05", "twenty-two hundred to oh six hundred, at seven oh five"),
        ("8:00 pm, 7.30pm, 0:00", "eight P.M, seven thirty P.M, midnight"),
        ("Her lap time was 1:52.3.", "Her lap time was one minute fifty-two point three seconds."),
        ("She ran it in 2:05:30.", "She ran it in two hours five minutes thirty seconds."),
        ("2h 15m, 5m 30s, wait 30s", "two hours fifteen minutes, five minutes thirty seconds, wait thirty seconds"),
        ("a 2:1 ratio, 16:9, on a 1:10 scale", "a two to one ratio, sixteen to nine, on a one to ten scale"),
    ],
    "decimals": [
        ("12,5 degrees; pages 3,4", "twelve point five degrees; pages three, four"),
        ("27,50 €; 1.000,50 €; 123.500 €",
         "twenty-seven euros fifty; one thousand euros fifty; one hundred and twenty-three thousand five hundred euros"),
        ("1 250 000, 1,00,000, 1'000'000, 1.000.000",
         "one million two hundred and fifty thousand, one hundred thousand, one million, one million"),
        ("1,2,3", "one, two, three"),
        ("12 345,67 €, 1.500 people", "twelve thousand three hundred and forty-five euros sixty-seven, fifteen hundred people"),
    ],
    "money": [
        ("a $5 bill, but $5 a day", "a five dollar bill, but five dollars a day"),
        ("99¢, ₩5,000, R$5, 30 kr", "ninety-nine cents, five thousand won, five reais, thirty kronor"),
        ("CHF 20, 20 USD, €3.05", "twenty Swiss francs, twenty U.S dollars, three euros five cents"),
        ("-$20, a $3 million house", "minus twenty dollars, a three million dollar house"),
    ],
    "large numbers": [
        ("2m views, 1.4bn people, 500K followers",
         "two million views, one point four billion people, five hundred thousand followers"),
        ("2m tall, 2 m of rope, a 5k run, 4K video", "two metres tall, two metres of rope, a five K run, four K video"),
    ],
    "measures": [
        ("a 5km run, a 6-ft fence, 3 ft of snow", "a five kilometre run, a six foot fence, three feet of snow"),
        ("45° 30′ 15″ N, 40°S", "forty-five degrees thirty minutes fifteen seconds N, forty degrees south"),
        ("10 kΩ, 5 µg, 20 ℃, 3㎡", "ten kilohms, five micrograms, twenty degrees Celsius, three square metres"),
        ("He's 5'11\", or 5′11″.", "He's five foot eleven, or five foot eleven."),
        ("¾ tsp salt, 2¼ lb, ½ hr", "three quarters of a teaspoon of salt, two and a quarter pounds, half an hour"),
        ("3/4-inch, 1½ cups, 2⅝", "three quarter inch, one and a half cups, two and five eighths"),
    ],
    "mathematics": [
        ("$6x_1 + 4x_2 \\leq 24$", "six x sub one plus four x sub two is less than or equal to twenty-four"),
        ("\\(\\frac{7}{10}\\), $x^2$, $\\pi r^2$", "seven tenths, x squared, pi r squared"),
        ("$\\sum_{i=1}^{n} i^2$", "the sum from i equals one to n of i squared"),
        ("\\[x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}\\]",
         "x equals minus b plus or minus the square root of b squared minus four a c over two a"),
        ("$\\lim_{x \\to 0} \\frac{\\sin x}{x}$", "the limit as x approaches zero of sine x over x"),
        ("x² + 2x + 1 = 0, f(x)", "x squared plus two x plus one equals zero, f of x"),
        ("$\\unknowncommand{x}$ and $5 and $6", "x and five dollars and six dollars"),
        ("12 ÷ 4 = 3, 5*3*2, n ≥ 1, x ≠ 0", "twelve divided by four equals three, five times three times two, "
         "n is greater than or equal to one, x is not equal to zero"),
        ("x = –2, –1/2, –$20", "x equals minus two, minus one half, minus twenty dollars"),
        ("$\\angle ABC = 90^\\circ$, $a \\equiv b \\pmod{n}$", "angle A B C equals ninety degrees, a is equivalent to b modulo n"),
        ("5 - 3 = 2, -4, –4, 10⁻³", "five minus three equals two, minus four, minus four, ten to the power of minus three"),
    ],
    "formulas": [
        ("CO2, CO₂, H2SO4, C6H12O6", "C.O two, C.O two, H two S.O four, C six H twelve O six"),
        ("NaCl, Ca²⁺, Cl⁻, Fe3+", "N.A.C.L, C.A two plus, C.L minus, F.E three plus"),
        ("U-235, vitamin B12, the M25", "U two thirty-five, vitamin B twelve, the M twenty-five"),
        ("McDonald has no iPhone.", "McDonald has no iPhone."),
    ],
    "acronyms": [
        ("AT&T, ATP, the ER", "A.T and T, A.T.P, the E.R"),
        ("two DVDs and three CDs", "two D.V D's and three C D's"),
        ("Q&A, R&D, AC/DC", "Q and A, R and D, A.C or D.C"),
        ("NASA, UNESCO, I'm SO happy, NO way", "NASA, UNESCO, I'm SO happy, NO way"),
        ("We work in IT. The US won.", "We work in I.T. The U.S won."),
    ],
    "Roman numerals": [
        ("Rocky IV, Apollo XI, World War II", "Rocky four, Apollo eleven, World War two"),
        ("Louis XIV, Queen Elizabeth II, Pius IX", "Louis the fourteenth, Queen Elizabeth the second, Pius the ninth"),
        ("Elizabeth I was queen. Act I, section iii", "Elizabeth the first was queen. Act one, section three"),
        ("the book I read, the warrior II pose", "the book I read, the warrior two pose"),
        ("the XIX century, an IV drip, Plan C", "the nineteenth century, an I.V drip, Plan C"),
    ],
    "abbreviations": [
        ("Dr. Patel moved to Maple Dr. last year.", "Doctor Patel moved to Maple Drive last year."),
        ("W. 42nd St., Austin, TX 78701", "West forty-second Street, Austin, Texas seven eight seven zero one"),
        ("Vol. 2, ch. 7, p. 3, the 2nd ed.", "Volume two, chapter seven, page three, the second edition."),
        ("No. 5, but no. No. I won't.", "number five, but no. No. I won't."),
        ("I got an A- and a B+.", "I got an A minus and a B plus."),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "spoken"),
    [pytest.param(*pair, id=f"{kind}: {pair[0][:40]!r}") for kind, pairs in SAID.items() for pair in pairs],
)
def test_is_read_as_a_person_would(written: str, spoken: str) -> None:
    assert spoken_text(speakable(written)) == spoken
