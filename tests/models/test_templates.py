"""Tests that a chat template keeps every word, and that one that can't be used is replaced by its family's and told."""

from __future__ import annotations

import time

import pytest

from models.language import ChatMessage
from models.replies.thoughts import ends_within_thought
from models.roles import as_two_voices
from models.template_engine import TemplateEngine, TemplateError
from models.template_families import CHATML, FAMILIES, TemplateFamily, family_with
from models.templates import ChatTemplate, remark_on
from tests.models import gguf_made

SYSTEM, ASKED = ChatMessage("system", "Be kind."), ChatMessage("user", "How are you?")
TALK = (SYSTEM, ChatMessage("user", "Hello."), ChatMessage("assistant", "Good evening."), ASKED)

EACH = "{% for m in messages %}"
END = "{% endfor %}{% if add_generation_prompt %}her:{% endif %}"
PLAIN = f"{EACH}{{{{ m.role }}}}: {{{{ m.content }}}}\n{END}"


def template(text: str | None, family: TemplateFamily = CHATML) -> ChatTemplate:
    return ChatTemplate(text, "<s>", "</s>", frozenset(), family)


def test_a_files_own_template_is_used() -> None:
    own = template(PLAIN)
    assert own.remark == ""
    assert own.render(TALK) == "system: Be kind.\nuser: Hello.\nassistant: Good evening.\nuser: How are you?\nher:"


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_template_of_each_family_keeps_all_words_and_ends_where_she_speaks(family: TemplateFamily) -> None:
    text = template(None, family).render(TALK)
    places = [text.index(message.content) for message in TALK]
    assert places == sorted(places)
    assert family.mark in text
    assert text.index("How are you?") < len(text) - len("How are you?")
    assert template(family.template, family).remark == ""


def test_a_family_is_known_by_its_mark() -> None:
    for family in FAMILIES:
        text = template(None, family).render(TALK)
        assert family_with(lambda mark: mark in text) is family  # noqa: B023
    assert family_with(lambda mark: False) is CHATML


def test_contents_may_be_wanted_in_parts() -> None:
    parts = template(f"{EACH}{{{{ m.role }}}}: {{% for p in m.content %}}{{{{ p.text }}}}{{% endfor %}}\n{END}")
    assert parts.remark == ""
    assert parts.render(TALK).startswith("system: Be kind.user: Hello.assistant: ")


NO_SYSTEM = "{% if m.role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
ALTERNATE = (
    "{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}"
)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(EACH, EACH + NO_SYSTEM),
        PLAIN.replace(EACH, EACH + ALTERNATE),
        PLAIN.replace(EACH, "{% for m in messages if m.role != 'system' %}"),
        f"{EACH}{NO_SYSTEM}{{{{ m.role }}}}: {{{{ m.content[0].text }}}}\n{END}",
    ],
)
def test_a_template_without_system_messages_gets_their_text_with_the_first_line(text: str) -> None:
    own = template(text)
    assert own.remark == ""
    assert own.render(TALK).startswith("user: Be kind.\n\nHello.\nassistant: Good evening.\nuser: How are you?")


BAD = {
    "Jinja can't read it": ("{% for m in messages %}{{ m.content }", "{{ messages | nofilter }}", "{% nonsense %}", "{{"),
    "it loses what is said": (
        "", "her:", f"{EACH}{{{{ m.role }}}}{END}", "{{ messages[-1].content }}", f"{EACH}{{{{ m.content | upper }}}}{END}",
        f"{EACH}{{{{ m.text }}}}{END}", f"{EACH}{{{{ m.content[:3] }}}}{END}",
        "{% for m in messages | reverse %}{{ m.content }}{% endfor %}",
    ),
    "it does not come to an end": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% for a in range(10 ** 9) %}{% endfor %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{{ 'x' * 10 ** 12 }}",
        f"{EACH}{{% for i in range(1000) %}}{{{{ 'x' * 100000 }}}}{{% endfor %}}{END}",
        "{% set s = 'x' * 9999 %}{% for a in s %}{% for b in s %}{% endfor %}{% endfor %}",
    ),
    "it fails: ": (
        "{{ nobody() }}", "{{ 1 / 0 }}", "{{ messages.__class__.__mro__ }}", "{% include 'x' %}", "{{ messages.append(1) }}",
        "{{ raise_exception('Not today.') }}", "{{ messages[9].content }}",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in BAD.items() for text in texts])
@pytest.mark.timeout(60)
def test_a_template_that_can_not_be_used_is_replaced_and_told(why: str, text: str) -> None:
    began = time.process_time()
    own = template(text, FAMILIES[2])
    assert time.process_time() - began < 20
    assert own.remark.startswith(f"Its own chat template can't be used ({why}")
    assert own.remark.endswith("); the common one of its family (Gemma) is used instead.")
    assert own.render(TALK) == template(None, FAMILIES[2]).render(TALK)


def test_why_it_fails_is_told_in_its_words() -> None:
    assert "(it fails: Not today)" in template("{{ raise_exception('Not today.') }}").remark


def test_a_family_is_guessed_from_the_template_alone() -> None:
    assert "(ChatML)" in remark_on("<|im_start|>{% for")
    assert "(Llama 3)" in remark_on("<|start_header_id|>{% for")
    assert remark_on(gguf_made.CHATML) == ""


def test_one_prompt_that_a_template_refuses_takes_the_familys() -> None:
    own = template(PLAIN.replace(EACH, EACH + "{% if 'green' in m.content %}{{ raise_exception('No.') }}{% endif %}"))
    assert own.remark == ""
    prompt = (ChatMessage("user", "Is it green?"),)
    assert own.render(prompt) == template(None).render(prompt)


def test_transformers_own_additions_are_read() -> None:
    text = (
        f"{EACH}{{% if m.role == 'tool' %}}{{% continue %}}{{% endif %}}{{% generation %}}{{{{ m.role }}}}: "
        f"{{{{ m.content }}}}{{% endgeneration %}}\n{END}{{{{ strftime_now('%Y') | length }}}}{{{{ {{'a': 1}} | tojson }}}}"
    )
    own = template(text)
    assert own.remark == ""
    assert own.render(TALK).endswith('her:4{"a": 1}')


def test_tools_may_be_looped_over() -> None:
    assert template(f"{{% for tool in tools %}}{{{{ tool }}}}{{% endfor %}}{PLAIN}").remark == ""


def test_a_long_talk_is_no_endless_one() -> None:
    engine = TemplateEngine(PLAIN, "", "")
    messages = [{"role": "user", "content": "word " * 100}] * 3000
    assert engine.render(messages).count("word") == 300_000
    with pytest.raises(TemplateError, match="does not come to an end"):
        engine.render(messages * 100)


def test_two_voices_alternate_and_the_user_begins() -> None:
    hers = ChatMessage("assistant", "Hm.")
    assert as_two_voices((SYSTEM, ASKED)) == (ChatMessage("user", "Be kind.\n\nHow are you?"),)
    assert as_two_voices((hers, ASKED, ASKED)) == (
        ChatMessage("user", "…"),
        hers,
        ChatMessage("user", "How are you?\n\nHow are you?"),
    )
    assert as_two_voices((SYSTEM, hers, ASKED)) == (ChatMessage("user", "Be kind."), hers, ASKED)
    assert as_two_voices((SYSTEM,)) == (ChatMessage("user", "Be kind."),)


def test_a_prompt_may_end_within_a_thought() -> None:
    assert ends_within_thought("her:\n<think>\n")
    assert ends_within_thought("her:[THINK]")
    assert not ends_within_thought("her:<think>\n\n</think>\n\n")
    assert not ends_within_thought("<think> her:")
