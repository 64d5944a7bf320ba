"""Describes one small mind of each family that her mind may come from.

Architectures: llama.cpp's `src/models/`. Templates are written anew from the documented formats, in Jinja, without tools.
"""

from __future__ import annotations

from benchmarks._family_templates import GEMMA_3, GEMMA_4, LFM2, MINISTRAL_3, QWEN_3, QWEN_3_5
from benchmarks._tiny_minds import (
    FEED,
    HEAD,
    HEADS,
    KV_HEADS,
    WIDTH,
    Shapes,
    TinyMind,
    attention,
    feed_forward,
)

_WINDOW = 32
"""Tokens that a layer with a sliding window looks back."""
_PER_LAYER, _WIDE_HEAD = 8, 32
"""Gemma 4: numbers of a token's embedding in each layer; numbers of a head that sees everything."""

QWEN3 = TinyMind(
    name="qwen3",
    words="gpt2",
    pre="qwen2",
    marks=("<|im_end|>", "<|im_start|>", "<|endoftext|>"),
    shown=("<think>", "</think>"),
    template=QWEN_3,
    layer=lambda _number: {**attention(q_norm=True), **feed_forward()},
)
"""Full attention. The 2507 release never thinks."""

MISTRAL3 = TinyMind(
    name="mistral3",
    words="gpt2",
    pre="tekken",
    marks=("</s>", "<s>", "[INST]", "[/INST]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[THINK]", "[/THINK]"),
    bos="<s>",
    eos="</s>",
    template=MINISTRAL_3,
    layer=lambda _number: {**attention(), **feed_forward()},
    numbers={
        "attention.temperature_scale": 0.1,
        "rope.scaling.type": "yarn",
        "rope.scaling.factor": 16.0,
        "rope.scaling.original_context_length": 16384,
        "rope.scaling.yarn_beta_fast": 32.0,
        "rope.scaling.yarn_beta_slow": 1.0,
        "rope.scaling.yarn_log_multiplier": 1.0,
    },
)
"""Full attention, its scale growing with the context."""

GEMMA3 = TinyMind(
    name="gemma3",
    words="llama",
    pre="",
    marks=("<end_of_turn>", "<start_of_turn>"),
    bos="<bos>",
    eos="<eos>",
    shown=("<think>", "</think>"),
    template=GEMMA_3,
    layer=lambda _number: {
        **attention(q_norm=True),
        "post_attention_norm.weight": (WIDTH,),
        **feed_forward(),
        "post_ffw_norm.weight": (WIDTH,),
    },
    layers=6,
    numbers={"attention.sliding_window": _WINDOW},
)
"""Every sixth layer sees everything, the others a window. The family never thinks; the tags are those of models made from it."""


def _gemma4_layer(number: int) -> Shapes:
    head = _WIDE_HEAD if number % 3 == 2 else HEAD
    shared = number > 2
    shapes: Shapes = {
        "attn_norm.weight": (WIDTH,), "attn_q.weight": (HEADS * head, WIDTH), "attn_q_norm.weight": (head,),
        "attn_output.weight": (WIDTH, HEADS * head), "post_attention_norm.weight": (WIDTH,), **feed_forward(),
        "post_ffw_norm.weight": (WIDTH,), "inp_gate.weight": (_PER_LAYER, WIDTH), "proj.weight": (WIDTH, _PER_LAYER),
        "post_norm.weight": (WIDTH,), "layer_output_scale.weight": (1,),
    }  # fmt: skip
    if not shared:
        shapes |= dict.fromkeys(("attn_k.weight", "attn_v.weight"), (KV_HEADS * head, WIDTH))
        shapes["attn_k_norm.weight"] = (head,)
    return shapes


_GEMMA4_LAYERS = 6

GEMMA4 = TinyMind(
    name="gemma4",
    words="gemma4",
    pre="",
    marks=("<turn|>", "<|turn>", "<|channel>", "<channel|>", "<|think|>"),
    bos="<bos>",
    eos="<eos>",
    template=GEMMA_4,
    layer=_gemma4_layer,
    layers=_GEMMA4_LAYERS,
    numbers={
        "attention.sliding_window": _WINDOW,
        "attention.sliding_window_pattern": [True, True, False] * 2,
        "attention.shared_kv_layers": 3,
        "embedding_length_per_layer_input": _PER_LAYER,
        "attention.key_length": _WIDE_HEAD,
        "attention.value_length": _WIDE_HEAD,
        "attention.key_length_swa": HEAD,
        "attention.value_length_swa": HEAD,
        "rope.dimension_count": _WIDE_HEAD,
        "rope.dimension_count_swa": HEAD,
        "rope.freq_base_swa": 1e4,
        "final_logit_softcapping": 30.0,
    },
    shared=lambda vocabulary: {
        "per_layer_token_embd.weight": (vocabulary, _PER_LAYER * _GEMMA4_LAYERS),
        "per_layer_model_proj.weight": (_PER_LAYER * _GEMMA4_LAYERS, WIDTH),
        "per_layer_proj_norm.weight": (_PER_LAYER,),
        "rope_freqs.weight": (_WIDE_HEAD // 2,),
    },
)
"""Windows, three layers that use the keys of earlier ones, and an embedding of each token for every layer, as in E2B and E4B."""

_STATE, _GROUPS, _VALUE_HEADS = 16, 2, 4
"""Qwen 3.5's linear layers: numbers a head, heads of keys, heads of values."""
_VALUES, _CONVOLVED = _STATE * _VALUE_HEADS, _STATE * (2 * _GROUPS + _VALUE_HEADS)


def _qwen35_layer(number: int) -> Shapes:
    mixing = attention(q_norm=True, wide_q=2) if number == 3 else {
        "attn_norm.weight": (WIDTH,), "attn_qkv.weight": (_CONVOLVED, WIDTH), "attn_gate.weight": (_VALUES, WIDTH),
        "ssm_conv1d.weight": (_CONVOLVED, 4), "ssm_dt.bias": (_VALUE_HEADS,), "ssm_a": (_VALUE_HEADS,),
        "ssm_beta.weight": (_VALUE_HEADS, WIDTH), "ssm_alpha.weight": (_VALUE_HEADS, WIDTH), "ssm_norm.weight": (_STATE,),
        "ssm_out.weight": (WIDTH, _VALUES),
    }  # fmt: skip
    return {**mixing, **feed_forward("post_attention_norm")}


QWEN35 = TinyMind(
    name="qwen35",
    words="gpt2",
    pre="qwen35",
    marks=("<|im_end|>", "<|im_start|>", "<|endoftext|>"),
    shown=("<think>", "</think>"),
    template=QWEN_3_5,
    layer=_qwen35_layer,
    numbers={
        "rope.dimension_count": 8,
        "rope.dimension_sections": [2, 1, 1, 0],
        "full_attention_interval": 4,
        "ssm.conv_kernel": 4,
        "ssm.inner_size": _VALUES,
        "ssm.state_size": _STATE,
        "ssm.time_step_rank": _VALUE_HEADS,
        "ssm.group_count": _GROUPS,
    },
    recurrent=True,
)
"""Three layers of four keep a state instead of every token; it can't be rolled back."""


def _lfm2_layer(number: int) -> Shapes:
    mixing = attention(q_norm=True) if number == 2 else {
        "attn_norm.weight": (WIDTH,), "shortconv.conv.weight": (WIDTH, 3), "shortconv.in_proj.weight": (3 * WIDTH, WIDTH),
        "shortconv.out_proj.weight": (WIDTH, WIDTH),
    }  # fmt: skip
    return {**mixing, **feed_forward()}


LFM2_5 = TinyMind(
    name="lfm2",
    words="gpt2",
    pre="lfm2",
    marks=("<|im_end|>", "<|im_start|>", "<|startoftext|>"),
    bos="<|startoftext|>",
    eos="<|im_end|>",
    shown=("<think>", "</think>"),
    template=LFM2,
    layer=_lfm2_layer,
    numbers={"attention.head_count_kv": [0, 0, KV_HEADS, 0], "shortconv.l_cache": 3, "feed_forward_length": FEED},
    last_norm="token_embd_norm",
    recurrent=True,
)
"""Short convolutions, whose last inputs are a state, too."""

TINY_MINDS = (QWEN3, MISTRAL3, GEMMA3, GEMMA4, QWEN35, LFM2_5)
