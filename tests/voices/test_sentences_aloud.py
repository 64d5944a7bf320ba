"""Tests sixty sentences that mix the kinds: written first, then what is said, so that one step does not spoil another's work."""

import pytest

from voices.speakable import speakable, spoken_text

SENTENCES = [
    ("He ruled from 27 BC to AD 14.", "He ruled from twenty-seven B.C to A.D fourteen."),
    (
        "The early 1920s roared; by '29 it was over.",
        "The early nineteen twenties roared; by twenty-nine it was over.",
    ),
    ("Open Vol. 4 at pp. 88–91.", "Open Volume four at pages eighty-eight to ninety-one."),
    ("Ewa Żółkiewska and Tomáš Dvořák met Nguyễn Văn Bình.", "Ewa Zólkiewska and Tomáš Dvorák met Nguyen Van Bình."),
    ("Use ⅔ cup oats and 1¾ tsp salt.", "Use two thirds cup oats and one and three quarters teaspoons salt."),
    (
        "It's at https://docs.python.org/3/library today.",
        "It's at docs dot python dot org slash three slash library today.",
    ),
    (
        "It fell from +3 °C to −11 °C overnight.",
        "It fell from plus three degrees Celsius to minus eleven degrees Celsius overnight.",
    ),
    ("Add MgSO4, KCl and a little H2O2.", "Add M.G.S.O four, K.C.L and a little H two O two."),
    ("The fee rose from £45 to £52.50.", "The fee rose from forty-five pounds to fifty-two pounds fifty pence."),
    ("Lunch is 14,90 € and parking 2 €/h.", "Lunch is fourteen euros ninety and parking two euros per hour."),
    ("He owes me a $20 bill and $7.05.", "He owes me a twenty dollar bill and seven dollars five cents."),
    ("The fund holds €1.2bn and ¥300m.", "The fund holds one point two billion euros and three hundred million yen."),
    ("She pays ₹1,50,000 a year.", "She pays one hundred and fifty thousand rupees a year."),
    (
        "Born on 03/09/1988, due on 11/30.",
        "Born on the ninth of March, nineteen eighty-eight, due on November thirtieth.",
    ),
    ("We're away 28 Dec–3 Jan.", "We're away the twenty-eighth of December to the third of January."),
    ("Deadline: 2025-06-30T17:00.", "Deadline: the thirtieth of June, twenty twenty-five, seventeen hundred."),
    ("Ring me on 0117 496 0999.", "Ring me on zero one one seven, four nine six, zero nine nine nine."),
    ("Fax: +49 30 901820.", "Fax: plus four nine, three zero, nine zero one eight two zero."),
    (
        "Ship it to 77 Massachusetts Ave., Cambridge, MA 02139.",
        "Ship it to seventy-seven Massachusetts Avenue, Cambridge, Massachusetts zero two one three nine.",
    ),
    ("Meet at 9th St. and N. Oak Blvd.", "Meet at ninth Street and North Oak Boulevard."),
    ("The NSA, the EPA and NATO agreed.", "The N.S.A, the E.P.A and NATO agreed."),
    ("He has an MBA, two PhDs and no TVs.", "He has an M.B.A, two P.H D's and no T V's."),
    ("The B&B near the M&S takes Q&As.", "The B and B near the M and S takes Q and A's."),
    ("It's from 7:15 to 8 p.m., not 19:30.", "It's from seven fifteen to eight P.M, not nineteen thirty."),
    ("Doors open at 6.30pm sharp.", "Doors open at six thirty P.M sharp."),
    (
        "The channel has 3.4M subscribers and 12k likes.",
        "The channel has three point four million subscribers and twelve thousand likes.",
    ),
    ("Is 7 × 8 = 56 or 7 + 8 = 15?", "Is seven times eight equals fifty-six or seven plus eight equals fifteen?"),
    ("Solve 3x + 2 = 11, so x = 3.", "Solve three x plus two equals eleven, so x equals three."),
    (
        "If a ≥ b and b > c, then a ≠ c.",
        "If a is greater than or equal to b and b is greater than c, then a is not equal to c.",
    ),
    ("Take $\\sqrt{a^2+b^2}$ as $c$.", "Take the square root of a squared plus b squared as c."),
    ("Thus $\\frac{x+1}{y-1} \\to \\infty$.", "Thus x plus one over y minus one to infinity."),
    (
        "We know \\(e^{-x} \\leq 1\\) for $x \\geq 0$.",
        "We know e to the power of minus x is less than or equal to one for x is greater than or equal to zero.",
    ),
    ("$$\\int_{0}^{\\pi} \\sin x\\,dx = 2$$", "the integral from zero to pi of sine x d x equals two"),
    ("Her 8-year-old and his 45yo boss", "Her eight year-old and his forty-five year-old boss"),
    (
        "The lake is 3.2 km long, 400 m wide and 12 m deep.",
        "The lake is three point two kilometres long, four hundred metres wide and twelve metres deep.",
    ),
    (
        "It needs a 12 V battery, 5 A fuse and 2.2 kΩ.",
        "It needs a twelve volt battery, five amp fuse and two point two kilohms.",
    ),
    ("Drive 65 mph, it does 40 mpg.", "Drive sixty-five miles an hour, it does forty miles per gallon."),
    (
        "Give 5 mg/kg, then 250 ml/h.",
        "Give five milligrams per kilogram, then two hundred and fifty millilitres per hour.",
    ),
    ("Up 0.25% to 4–4.25%.", "Up zero point two five percent to four to four point two five percent."),
    (
        "Unlock with PIN 9034 and ref #88123.",
        "Unlock with PIN nine zero three four and ref eight eight one two three.",
    ),
    ("LH 1127 leaves from gate A22.", "L.H eleven twenty-seven leaves from gate A twenty-two."),
    ("Prof. Ode, Ph.D., and Lt. Ray Jr. left.", "Professor Ode, P.H.D, and Lieutenant Ray Junior left."),
    ("It's approx. 3 hrs. by car, incl. breaks.", "It's approximately three hours by car, including breaks."),
    ("See Fig. 3, Eq. 7 and No. 12.", "See Figure three, Equation seven and number twelve."),
    ("Set a 90s timer, or wait 10s.", "Set a ninety second timer, or wait ten seconds."),
    ("Run 400 m in 58.3 s.", "Run four hundred metres in fifty-eight point three seconds."),
    ("Read ch. XII, then Book IX.", "Read chapter twelve, then Book nine."),
    ("Charles III met Leo XIV after Saw VI.", "Charles the third met Leo the fourteenth after Saw six."),
    ("Bayern beat Köln 4–0; it's 2:1 now.", "Bayern beat Köln four to zero; it's two to one now."),
    ("### To do\n* [ ] Call Ann", "To do. Call Ann"),
    ("Use `npm` and ~~never~~ **always** read.", "Use npm and never always read."),
    ("Ⓐ or ③? ½ of ∞ is ∞.", "A or three? one half of infinity is infinity."),
    ("She's #1 @ work, 100% ✓", "She's number one at work, one hundred percent check"),
    ("Her 3rd and 22nd tries, the 1,000th visit", "Her third and twenty-second tries, the one thousandth visit"),
    ("Cola is $2/bottle or €1.10/l.", "Cola is two dollars per bottle or one euro ten per litre."),
    ("Mix 3:1, then scale 1:50.", "Mix three to one, then scale one to fifty."),
    ("It's 70/30, maybe 60/40.", "It's seventy thirty, maybe sixty forty."),
    (
        "The desk is 120 × 60 cm, 5'4\" is tall.",
        "The desk is one hundred and twenty by sixty centimetres, five foot four is tall.",
    ),
    ("Sizes 8½ and 36–38, please.", "Sizes eight and a half and thirty-six to thirty-eight, please."),
    (
        "Preheat to 180–200 °C for 10–12 min.",
        "Preheat to one hundred and eighty to two hundred degrees Celsius for ten to twelve minutes.",
    ),
    (
        "There were 1 234 567 stars and 3,5 moons.",
        "There were one million two hundred and thirty-four thousand five hundred and sixty-seven "
        "stars and three point five moons.",
    ),
    ("The 😀 emoji 🚀 is silent ❤️.", "The emoji is silent."),
]


@pytest.mark.parametrize(("written", "spoken"), SENTENCES)
def test_a_sentence_of_several_kinds_is_read_as_a_person_would(written: str, spoken: str) -> None:
    assert spoken_text(speakable(written)) == spoken
