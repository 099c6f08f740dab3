"""The example indices, computed with pandas alone: nothing of the library is used here."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parents[2] / "examples" / "indices"


def rounded(values, digits):
    """Round positive numbers, a half upwards."""
    return np.floor(values * 10.0**digits + 0.5 + 1e-9) / 10.0**digits


def between(values, low, high):
    """Put values on a scale from 0 to 1."""
    return ((values - low) / (high - low)).clip(0, 1)


def labelled(scores, cuts, labels):
    return scores.map(lambda score: None if np.isnan(score) else labels[sum(score >= cut - 1e-9 for cut in cuts)])


def deprivation(data):
    def z_score(values):
        return (values - values.mean()) / values.std()

    def exponential(values):
        share = values.round(9).rank(method="average") / len(values)
        return -23 * np.log(1 - share * (1 - np.exp(-100 / 23)))

    found = pd.DataFrame(index=data.index)
    found["income"] = exponential(z_score(data["on_support"] / data["population"]))
    found["health"] = exponential((z_score(data["early_deaths"]) + z_score(data["illness"])) / 2)
    found["housing"] = exponential(z_score(data["overcrowded"]))
    score = rounded((2 * found["income"] + found["health"] + found["housing"]) / 4, 2)
    found.insert(0, "deprivation", score)
    labels = ["least deprived", "less deprived", "middle", "more deprived", "most deprived"]
    return found, (-score).rank(method="min"), labelled(score, np.quantile(score, [0.2, 0.4, 0.6, 0.8]), labels)


def risk(data):
    def points(name, low, high):
        return rounded(10 * between(data[name], low, high), 1)

    found = pd.DataFrame(index=data.index)
    found["hazard"] = np.maximum(points("floods", 0, 20), points("quakes", 0, 50))
    found["vulnerability"] = rounded((points("poverty", 0, 60) + points("inequality", 25, 65)) / 2, 1)
    found["capacity"] = rounded((points("doctors", 0, 4) + points("phones", 5, 130)) / 2, 1)
    score = rounded((found["hazard"] * found["vulnerability"] * (10 - found["capacity"])) ** (1 / 3), 1)
    found.insert(0, "risk", score)
    return found, (-score).rank(method="min"), labelled(score, [2, 3.5, 5], ["low", "medium", "high", "very high"])


def capability(data):
    found = pd.DataFrame(index=data.index)
    found["life"] = between(data["expectancy"], 20, 85)
    schooling = between(data["expected_schooling"], 0, 18) + between(data["mean_schooling"], 0, 15)
    found["knowledge"] = schooling / 2
    found["living"] = between(np.log(data["income"]), np.log(100), np.log(75000))
    score = rounded((found["life"] * found["knowledge"] * found["living"]) ** (1 / 3), 3)
    found.insert(0, "capability", score)
    labels = ["low", "medium", "high", "very high"]
    return found, (-score).rank(method="min"), labelled(score, [0.55, 0.7, 0.8], labels)


def peace(data):
    found = pd.DataFrame(index=data.index)
    found["inside"] = (2 * data["crime"] + data["homicides"]) / 3
    found["outside"] = (data["arms"] + data["relations"]) / 2
    found.insert(0, "peace", (3 * found["inside"] + 2 * found["outside"]) / 5)
    published = rounded(found["peace"], 2)
    return (
        found,
        published.rank(method="min"),
        labelled(published, [1.8, 2.6], ["peaceful", "in between", "not peaceful"]),
    )


def goals(data):
    found = pd.DataFrame(index=data.index)
    fewer = 1 - between(data["infants"], 2, 102)
    pairs = {
        "health": (fewer, between(data["vaccinated"], 40, 100)),
        "schools": (between(data["enrolled"], 50, 100), between(data["literate"], 45, 95)),
        "oceans": (between(data["protected"], 0, 40),),
    }
    for name, parts in pairs.items():
        known = sum(part.notna().astype(float) for part in parts)
        total = 100 * sum(part.fillna(0) for part in parts) / len(parts)
        found[name] = total.where(known >= len(parts) / 2)
    regional = found.groupby(data["region"]).transform("mean")
    score = found.fillna(regional).fillna(0).mean(axis=1)
    found.insert(0, "progress", score)
    return (
        found,
        (-score).rank(method="min"),
        labelled(score, natural_cuts(score, 3), ["behind", "on the way", "ahead"]),
    )


def natural_cuts(scores, count):
    """Try all partitions."""
    values = np.sort(scores.to_numpy())

    def within(starts):
        return sum(((part - part.mean()) ** 2).sum() for part in np.split(values, starts))

    best = min(combinations(range(1, len(values)), count - 1), key=within)
    return [(values[at - 1] + values[at]) / 2 for at in best]


BY_HAND = {each.__name__: each for each in (deprivation, risk, capability, peace, goals)}


def expected(name):
    """Compute the table that is in `expected.csv`: scores of groups, rank and class."""
    data = pd.read_csv(FOLDER / name / "values.csv", index_col=0)
    scores, ranks, classes = BY_HAND[name](data)
    return scores.round(6).assign(rank=ranks.astype("Int64"), **{"class": classes})


if __name__ == "__main__":  # after an example has changed
    for each in BY_HAND:
        expected(each).to_csv(FOLDER / each / "expected.csv", lineterminator="\n")
