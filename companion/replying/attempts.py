"""Makes the second and third try of a reply different, and adds up what all tries took."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from models.language import GenerateRequest, Usage


def retried(request: GenerateRequest, attempt: int) -> GenerateRequest:
    """The same request for another try: a higher temperature and another seed. The first try (0) is unchanged."""
    if not attempt:
        return request
    usual = request.sampling
    sampling = dataclasses.replace(usual, temperature=usual.temperature + 0.25 * attempt, min_p=min(usual.min_p, 0.05))
    seed = None if request.seed is None else request.seed + 100_003 * attempt
    return dataclasses.replace(request, sampling=sampling, seed=seed)


def total_usage(usages: Sequence[Usage]) -> Usage:
    """The usage of all tries of one turn together: the first one's prompt, everyone's tokens and seconds."""
    return dataclasses.replace(
        usages[0],
        evaluated_tokens=sum(u.evaluated_tokens for u in usages),
        output_tokens=sum(u.output_tokens for u in usages),
        total_s=sum(u.total_s for u in usages),
        finish=usages[-1].finish,
    )
