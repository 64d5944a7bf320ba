"""Knows the common chat template of each family of models, for files whose own can't be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class TemplateFamily:
    """A form of chat that many models share."""

    name: str
    mark: str
    """A token by which a vocabulary or a template shows that it belongs here."""
    template: str
    two_voices: bool = False
    """Whether it knows only user and assistant, in turns."""


def _each(message: str, begin: str = "", end: str = "") -> str:
    loop = f"{{% for message in messages %}}{message}{{% endfor %}}"
    return f"{begin}{loop}{{% if add_generation_prompt %}}{end}{{% endif %}}"


CHATML = TemplateFamily(
    "ChatML",
    "<|im_start|>",
    _each(
        "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>{{ '\n' }}",
        end="<|im_start|>assistant\n{{ '' }}",
    ),
)
"""The most common one."""

FAMILIES = (
    CHATML,
    TemplateFamily(
        "Llama 3",
        "<|start_header_id|>",
        _each(
            "<|start_header_id|>{{ message['role'] }}<|end_header_id|>\n\n{{ message['content'] }}<|eot_id|>",
            begin="{{ bos_token }}",
            end="<|start_header_id|>assistant<|end_header_id|>\n{{ '\n' }}",
        ),
    ),
    TemplateFamily(
        "Gemma",
        "<start_of_turn>",
        _each(
            "<start_of_turn>{{ 'model' if message['role'] == 'assistant' else 'user' }}\n"
            "{{ message['content'] }}<end_of_turn>{{ '\n' }}",
            begin="{{ bos_token }}",
            end="<start_of_turn>model{{ '\n' }}",
        ),
        two_voices=True,
    ),
    TemplateFamily(
        "Gemma 4",
        "<|turn>",
        _each(
            "<|turn>{{ 'model' if message['role'] == 'assistant' else message['role'] }}\n"
            "{{ message['content'] }}<turn|>{{ '\n' }}",
            begin="{{ bos_token }}",
            end="<|turn>model{{ '\n' }}",
        ),
    ),
    TemplateFamily(
        "DeepSeek",
        "<｜User｜>",
        _each(
            "{% if message['role'] == 'assistant' %}<｜Assistant｜>{{ message['content'] }}{{ eos_token }}"
            "{% elif message['role'] == 'user' %}<｜User｜>{{ message['content'] }}{% else %}{{ message['content'] }}{% endif %}",
            begin="{{ bos_token }}",
            end="<｜Assistant｜>",
        ),
    ),
    TemplateFamily(
        "Harmony",
        "<|channel|>",
        _each(
            "<|start|>{{ message['role'] }}{{ '<|channel|>final' if message['role'] == 'assistant' else '' }}<|message|>"
            "{{ message['content'] }}<|end|>",
            end="<|start|>assistant<|channel|>final<|message|>",
        ),
    ),
    TemplateFamily(
        "Phi",
        "<|end|>",
        _each("<|{{ message['role'] }}|>\n{{ message['content'] }}<|end|>{{ '\n' }}", end="<|assistant|>{{ '\n' }}"),
    ),
    TemplateFamily(
        "Zephyr",
        "<|user|>",
        _each(
            "<|{{ message['role'] }}|>\n{{ message['content'] }}{{ eos_token }}{{ '\n' }}",
            end="<|assistant|>{{ '\n' }}",
        ),
    ),
    TemplateFamily(
        "Mistral",
        "[INST]",
        _each(
            "{% if message['role'] == 'assistant' %} {{ message['content'] }}{{ eos_token }}"
            "{% else %}[INST] {{ message['content'] }} [/INST]{% endif %}",
            begin="{{ bos_token }}",
        ),
        two_voices=True,
    ),
)


def family_with(has: Callable[[str], bool]) -> TemplateFamily:
    """The family whose mark a vocabulary or a template `has`; ChatML if none."""
    return next((family for family in FAMILIES if has(family.mark)), CHATML)
