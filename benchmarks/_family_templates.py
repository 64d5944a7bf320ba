"""Holds chat templates in the documented form of each family, without tools, written anew."""

from __future__ import annotations

_EACH = "{%- for message in messages %}"
_CHATML_TURN = "{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' }}"
_END = "{%- endfor %}{%- if add_generation_prompt %}"
_WITHOUT_THOUGHT = (
    "{%- set said = message.content.split('</think>')[-1].lstrip('\\n') %}"
    "{{- '<|im_start|>' + message.role + '\\n' + said + '<|im_end|>\\n' }}"
)

QWEN_3 = f"{_EACH}{_CHATML_TURN}{_END}{{{{- '<|im_start|>assistant\\n' }}}}{{%- endif %}}"
"""Qwen3 Instruct 2507: ChatML, and no thoughts."""

QWEN_3_5 = (
    f"{_EACH}{_WITHOUT_THOUGHT}{_END}"
    "{{- '<|im_start|>assistant\\n' }}"
    "{%- if enable_thinking is defined and enable_thinking is false %}{{- '<think>\\n\\n</think>\\n\\n' }}"
    "{%- else %}{{- '<think>\\n' }}{%- endif %}{%- endif %}"
)
"""Without thinking, the reply begins after an empty thought, which is not kept in earlier replies."""

LFM2 = f"{{{{- bos_token }}}}{_EACH}{_CHATML_TURN}{_END}{{{{- '<|im_start|>assistant\\n' }}}}{{%- endif %}}"
"""ChatML after a first token."""

GEMMA_3 = (
    "{{ bos_token }}"
    "{%- set first = '' %}{%- set turns = messages %}"
    "{%- if messages[0].role == 'system' %}{%- set first = messages[0].content + '\\n\\n' %}{%- set turns = messages[1:] %}"
    "{%- endif %}"
    "{%- for message in turns %}"
    "{%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{%- endif %}"
    "{{ '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\\n' }}"
    "{{ (first if loop.first else '') + message.content | trim + '<end_of_turn>\\n' }}"
    "{%- endfor %}{%- if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{%- endif %}"
)
"""The system message stands before the first line of the user's."""

GEMMA_4 = (
    "{{- bos_token }}"
    "{%- if (enable_thinking is defined and enable_thinking) or messages[0].role == 'system' %}"
    "{{- '<|turn>system\\n' }}"
    "{%- if enable_thinking is defined and enable_thinking %}{{- '<|think|>\\n' }}{%- endif %}"
    "{%- if messages[0].role == 'system' %}{{- messages[0].content | trim }}{%- endif %}{{- '<turn|>\\n' }}{%- endif %}"
    "{%- for message in messages if message.role != 'system' %}"
    "{{- '<|turn>' + ('model' if message.role == 'assistant' else message.role) + '\\n' }}"
    "{{- message.content.split('<channel|>')[-1] | trim + '<turn|>\\n' }}"
    "{%- endfor %}{%- if add_generation_prompt %}{{- '<|turn>model\\n' }}"
    "{%- if empty_thought and not enable_thinking | default(false) %}{{- '<|channel>thought\\n<channel|>' }}{%- endif %}"
    "{%- endif %}"
)
"""E2B and E4B. The larger ones begin a reply with an empty thought: see `GEMMA_4_LARGE`."""

GEMMA_4_LARGE = "{%- set empty_thought = true %}" + GEMMA_4

MINISTRAL_3 = (
    "{{- bos_token }}"
    "{%- if messages[0].role == 'system' %}"
    "{{- '[SYSTEM_PROMPT]' + messages[0].content + '[/SYSTEM_PROMPT]' }}{%- set turns = messages[1:] %}"
    "{%- else %}{{- '[SYSTEM_PROMPT]You are Ministral, a Large Language Model (LLM) created by Mistral AI.[/SYSTEM_PROMPT]' }}"
    "{%- set turns = messages %}{%- endif %}"
    "{%- for message in turns %}"
    "{%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('After the optional system message, conversation roles must alternate user and assistant.') }}{%- endif %}"
    "{%- if message.role == 'user' %}{{- '[INST]' + message.content + '[/INST]' }}"
    "{%- else %}{{- message.content + eos_token }}{%- endif %}"
    "{%- endfor %}"
)
"""Without a system message it brings a long one of its own, of which this is the beginning."""

SYSTEM, HELLO, REPLY, ASKED = "Ada is kind.", "Hello there", "Good evening", "what is it?"
"""The talk whose documented form is written down below."""

DOCUMENTED = {
    "qwen3": (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{HELLO}<|im_end|>\n"
        f"<|im_start|>assistant\n{REPLY}<|im_end|>\n<|im_start|>user\n{ASKED}<|im_end|>\n<|im_start|>assistant\n"
    ),
    "qwen35": (
        f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{HELLO}<|im_end|>\n"
        f"<|im_start|>assistant\n{REPLY}<|im_end|>\n<|im_start|>user\n{ASKED}<|im_end|>\n"
        "<|im_start|>assistant\n<think>\n\n</think>\n\n"
    ),
    "lfm2": (
        f"<|startoftext|><|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{HELLO}<|im_end|>\n"
        f"<|im_start|>assistant\n{REPLY}<|im_end|>\n<|im_start|>user\n{ASKED}<|im_end|>\n<|im_start|>assistant\n"
    ),
    "gemma3": (
        f"<bos><start_of_turn>user\n{SYSTEM}\n\n{HELLO}<end_of_turn>\n<start_of_turn>model\n{REPLY}<end_of_turn>\n"
        f"<start_of_turn>user\n{ASKED}<end_of_turn>\n<start_of_turn>model\n"
    ),
    "gemma4": (
        f"<bos><|turn>system\n{SYSTEM}<turn|>\n<|turn>user\n{HELLO}<turn|>\n<|turn>model\n{REPLY}<turn|>\n"
        f"<|turn>user\n{ASKED}<turn|>\n<|turn>model\n"
    ),
    "mistral3": f"<s>[SYSTEM_PROMPT]{SYSTEM}[/SYSTEM_PROMPT][INST]{HELLO}[/INST]{REPLY}</s>[INST]{ASKED}[/INST]",
}
"""By architecture: what the makers document for that talk, without thinking."""
