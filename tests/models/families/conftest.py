"""Gives each test the checks of one family of minds after another."""

from __future__ import annotations

import pytest

from benchmarks._family_checks import FamilyChecks
from benchmarks._tiny_families import TINY_MINDS


@pytest.fixture(scope="session", params=TINY_MINDS, ids=lambda mind: mind.name)
def checks(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> FamilyChecks:
    return FamilyChecks(request.param, tmp_path_factory.mktemp(request.param.name))
