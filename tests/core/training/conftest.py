"""What the tests of training share."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from geodata.resources import asset


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """The encoder's, without its limit of length."""
    made = Tokenizer.from_file(str(asset("models", "tokenizer.json")))
    made.no_truncation()
    made.no_padding()
    return made
