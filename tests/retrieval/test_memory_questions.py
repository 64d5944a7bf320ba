"""Which lines ask for a memory, and which only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.retrieval.memory_questions import asks_for_memory, with_apostrophes

NAMES = ("Nora", "Tom Reed", "Biscuit")

MEMORY = """
Where does my sister live?
what's my sister's name
What's my sister's name again?
Do you know what my dog is called?
Do you remember my sister?
you remember my dog?
Remember when we talked about Lisbon?
remember what I told you about the job
Do you remember what I had for breakfast on Sunday?
Remind me what I said about the car
remind me who my dentist is
Can you remind me when my appointment is?
What did I say about Lisbon?
What did I tell you yesterday?
what did we talk about last Tuesday
When did I start my new job?
when did i last see the doctor
Where did I grow up?
Who did I have dinner with on Friday?
Where did I put my keys?
How long have I lived here?
Which bus do I take to work?
What kind of car do I drive?
What do I do for a living?
Where do I work?
How old is my brother?
How many cats do I have?
Is my sister married?
Does my brother like fish?
Do I have a dog?
Do I like coffee?
Have I ever been to Spain?
Have I told you about my flat?
Did I tell you what happened at work?
Am I allergic to anything?
What am I allergic to?
What's my favourite film?
Who is my best friend?
When's my birthday?
When is my mother's birthday?
What was I like as a child?
What did you recommend last week?
What did you say about the book I was reading?
What was the name of the restaurant I told you about?
What's the name of my cat?
In what city does my brother live?
Hey Ada, where does my sister live?
So, what's my job again?
okay ada, what's my dog called
I had an awful day. Where does my sister live again?
By the way, when is my exam?
Tell me about my sister.
Tell me what you know about me
What do you know about me?
what do you know about my family
Where does Nora live?
who's Nora
how old is Biscuit
Is Nora coming on Saturday?
What did Tom Reed say about the flat?
Tell me about Nora.
What happened to my bike?
What did the doctor say?
How did my interview go?
How did I meet Nora?
How do I take my coffee?
Why did I leave my last job?
Why did we move?
Where were we on holiday last year?
Where was I last summer?
Was I ill in March?
When will I see my brother?
I can't remember what I told you about the flat
What was it I said about the garden?
What’s my sister’s name?
Which of my friends lives in Rome?
What did my mother give me for Christmas?
Can you tell me where I work?
Whereabouts is my father living?
whats my moms job
pop quiz whats my cat called
and where did i say im working
Is there a medicine I can't have?
Is there anybody I asked you never to mention?
Is it a boy or a girl that Nora is having?
What can't my brother eat?
Why don't I take the lift?
And Nora's dog, what's that called?
My mother-in-law, where does she live?
What do I usually have for breakfast?
Whose birthday did I forget?
What inspired my last painting?
Who gave me the blue scarf?
How did I feel after the accident?
What was the play that I went to about?
Did I make the cake for the party?
"""

NOT = """
Is there any reason to go?
Why don't we talk about something else?
Why do we dream?
Why can't I sleep?
Is there anything we can do?
Is there a film we could watch?
Is it a bad idea to call my boss?
Is it on at the cinema near my house?
What can't we eat when fasting?
My doctor explained what was wrong.
My god, what is that?
What is the capital of Nora?
Who was the president of Nora in 1990?
Is it a good film?
What can I do about my boss?
What could my brother have meant?
Why do I feel so tired?
Why don't we just go?
Is it raining in Porto?
My sister, what a woman.
What's the capital of France?
How are you?
how are you today
What do you think?
What do you think about my idea?
What do you think of my sister?
Do you think my brother is right?
What time is it?
How do I boil an egg?
how do i get rid of a headache
What should I cook?
What should I cook tonight?
what should I say to my sister
Where can I buy good bread?
Should I call my mother?
Can I ask you something?
Am I a bad person?
Am I boring you?
Do I sound tired?
Do I have to go?
Did I wake you?
Did that make sense?
Does my plan make sense?
Is my idea any good?
What's wrong with me?
what's the matter with my computer
Why am I so tired?
Why do I always do this?
Why is my internet so slow?
What am I going to do?
what do I do now
What do I do?
What did I do wrong?
What was I thinking?
What did you say?
What did you just say?
What do you mean?
Where were we?
What's your favourite film?
Who are you?
Where do you live?
Are you a real person?
Do you like music?
Do you have a sister?
Remember to breathe.
Remember that my sister lives in Lisbon.
Remind me to call my sister tomorrow.
My sister lives in Lisbon.
I remember when I was small.
I told you about my sister.
You told me to sleep more.
Guess what I did today!
Who was Napoleon?
Where does the sun go at night?
Who wrote Middlemarch?
Tell me a joke.
Tell me about yourself.
Tell me about Lisbon.
What about my feelings?
Good morning!
Thanks.
That's what my brother said.
When I was small, we lived by the sea.
Where Nora lives it is warm.
Nora, who is my best friend, came over.
I wonder.
What can I do for my mother?
How can I help my brother?
Could you help me with my letter?
Will it rain tomorrow?
What's on your mind?
What would you do?
I don't know what to do about my boss.
What's new?
Shall we watch something?
What shall we talk about?
Would you like to hear about my day?
Is it late?
Did I make a mistake?
What makes bread rise?
Why?
?
"""


def lines(table: str) -> list[str]:
    return [line for line in table.splitlines() if line]


@pytest.mark.parametrize("line", lines(MEMORY))
def test_asks_for_a_memory(line):
    assert asks_for_memory(line, NAMES)


@pytest.mark.parametrize("line", lines(NOT))
def test_does_not_ask_for_a_memory(line):
    assert not asks_for_memory(line, NAMES)


def test_a_question_about_an_unknown_name_asks_for_no_memory():
    assert not asks_for_memory("How old is Madonna?", NAMES)
    assert asks_for_memory("How old is Madonna?", ("Madonna",))


@given(st.text(max_size=300), st.lists(st.text(max_size=10), max_size=3))
def test_any_text_and_any_names_are_harmless(text, names):
    assert asks_for_memory(text, names) in (True, False)


def test_apostrophes_that_were_left_out_are_put_back():
    assert (
        with_apostrophes("whats my moms job, i dont know, its what im told")
        == "what's my mom's job, i don't know, its what i'm told"
    )
    assert with_apostrophes("What's my mom's job? My sister sings.") == "What's my mom's job? My sister sings."
    assert (
        with_apostrophes("my friends are coming, where do my sisters live")
        == "my friends are coming, where do my sisters live"
    )
    assert with_apostrophes("") == ""
