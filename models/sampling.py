"""Builds the llama.cpp sampler chain that draws the next token."""

from __future__ import annotations

import random
from typing import Any

from llama_cpp._internals import LlamaSampler

from models.language import Sampling


def make_sampler(llm: Any, sampling: Sampling, seed: int | None) -> LlamaSampler:
    """A chain for one reply; without a seed, a new random one is used."""
    sampler = LlamaSampler()
    sampler.add_penalties(llm._n_vocab, 64, sampling.repeat_penalty, 0.0, sampling.presence_penalty)
    if sampling.temperature <= 0:
        sampler.add_greedy()
        return sampler
    sampler.add_top_k(sampling.top_k)
    sampler.add_top_p(sampling.top_p)
    sampler.add_min_p(sampling.min_p)
    sampler.add_temp(sampling.temperature)
    sampler.add_dist(random.SystemRandom().randrange(1 << 31) if seed is None else seed)
    return sampler
