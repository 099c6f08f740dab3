"""How many examples a property is tried on: the profile's number, or a part of it where each example is dear.

The profiles are those of `conftest.py`. No test has a number of its own, so that one option,
`--hypothesis-profile=thorough`, tries everything harder.
"""

from hypothesis import settings

dear = settings(max_examples=max(1, settings().max_examples * 2 // 5))
"""For properties of which one example takes long, such as scoring under every kind or a linear program a city."""
