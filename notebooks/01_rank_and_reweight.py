# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Rank, re-weight, check
#
# How much of a ranking is due to the cities, and how much to the choices behind it? We take the International Exchange
# Centers Index of 2022, vary these choices, and see which cities move.
#
# The index is a **reconstruction** from open data. Its authors publish ranks, not data, weights or method, and the
# scores below are not theirs.

# %%
import intlindex as ix
import pandas as pd

index = ix.load("ieci-2022")
index

# %% [markdown]
# ## Which cities move when influence counts double?
#
# A positive number is the number of places gained. Cities whose best dimension is influence move up.

# %%
heavier = index.reweight(influence=2)
moves = pd.DataFrame(
    {
        "equal": index.ranks["index"],
        "influence = 2": heavier.ranks["index"],
        "gain": index.ranks["index"] - heavier.ranks["index"],
        "rank in influence": index.ranks["influence"],
    }
)
moves[moves["gain"].abs() >= 3].sort_values("gain", ascending=False)

# %% [markdown]
# ## Each dimension in turn
#
# London is first under all weights tried here. The ranges of others are wide.

# %%
dimensions = ["attractiveness", "influence", "connectivity"]
reweighted = {name: index.reweight({name: 2}) for name in dimensions}
by_weight = pd.DataFrame({name: other.ranks["index"] for name, other in reweighted.items()})
by_weight.insert(0, "equal", index.ranks["index"])
by_weight["range"] = by_weight.max(axis=1) - by_weight.min(axis=1)
by_weight.sort_values("equal").head(15)

# %% [markdown]
# ## Leave one indicator out
#
# The index is scored again without each of the 25 indicators in turn. The table shows the largest change of rank, and
# the city concerned.

# %%
rows = []
for node in index.framework.indicators:
    change = index.ranks["index"] - index.drop(node.id).ranks["index"]
    city = change.abs().idxmax()
    weight = index.effective_weights[node.id]
    rows.append((node.id, weight, city, change[city], (change != 0).sum()))
left_out = pd.DataFrame(rows, columns=["left out", "weight", "moves most", "gain", "cities moved"])
left_out.set_index("left out").round(3).sort_values("gain", key=abs, ascending=False).head(10)

# %% [markdown]
# A city that gains without an indicator was held back by it. Scores in the middle of the ranking are close, so single
# places mean little there.

# %%
index.ranking["score"].diff().abs().describe()[["min", "50%", "max"]].round(2)

# %% [markdown]
# ## Does it agree with what was published?

# %%
index.agreement()

# %% [markdown]
# ## Conclusions
#
# - The first place does not change under any variant tried here. Places in the middle do, and should be read as ranges.
# - The comparison with published ranks covers 20 of 37 cities. It was computed after all choices were made, except one:
#   the threshold of highly cited papers was chosen with two published places in view.
# - Weights are equal because none are published. Doubling one of them is a question, not a correction.
# - Some values are national, some are old, and blanks are filled by the mean of their siblings:

# %%
index.findings[["node", "message"]]
