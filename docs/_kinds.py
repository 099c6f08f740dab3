"""Tables of the kinds of a step, generated from the specs; a kind without a formula here fails the build."""

from IPython.display import Markdown

from intlindex.specs.aggregation import Arithmetic, Geometric, Mirrored, OrderedWeightedAverage, PowerMean
from intlindex.specs.kinds import built_in, parameters


def table(headers: list[str], rows: list[list[str]]) -> Markdown:
    """Write a table whose cells may contain vertical bars."""
    lines = [headers, ["---"] * len(headers), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return Markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))


def shown_parameters(step: str, kind: str) -> str:
    """List the parameters of a kind with their defaults."""
    found = parameters(step, kind).items()
    return ", ".join(f"`{name}`" if default in {"", "none"} else f"`{name} = {default}`" for name, default in found)


def formulas(step: str, given: dict[str, str], header: str = "formula") -> Markdown:
    """Tabulate kinds, what they compute and their parameters; exactly the existing kinds are required."""
    kinds = set(built_in(step))
    assert set(given) == kinds, f"{step}: {sorted(set(given) ^ kinds)}"
    rows = [[f"`{kind}`", given[kind], shown_parameters(step, kind)] for kind in built_in(step)]
    return table(["kind", header, "parameters"], rows)


def flags() -> dict[str, object]:
    """Return the flags of every aggregation; for a power mean, those of the exponent 0.5."""
    given = {
        "power": PowerMean(exponent=0.5),
        "mirrored": Mirrored(of=Geometric()),
        "ordered_weighted_average": OrderedWeightedAverage(order_weights=[1]),
        "arithmetic": Arithmetic(),
    }
    return {kind: (given[kind] if kind in given else spec()).flags for kind, spec in built_in("aggregate").items()}
