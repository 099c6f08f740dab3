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
# # Beijing and Shanghai
#
# Two centres of international exchange in one country: a capital and a port. What separates them, at which weights
# would they be tied, and how certain is that? The index is a **reconstruction** from open data; its scores are not
# its authors'.

# %%
import intlindex as ix
import pandas as pd

index = ix.load("ieci-2022")
pair = index.compare("Beijing", "Shanghai")
pair

# %% [markdown]
# ## Where each gets its points

# %%
parts = pd.DataFrame({city: index.explain(city).table["contribution"] for city in ("Beijing", "Shanghai")})
depth = index.explain("Beijing").table["depth"]
parts[depth <= 2].round(1)

# %% [markdown]
# The parts sum to the scores at every level. Beijing's points come mainly from influence; Shanghai's profile is more
# even.

# %%
parts[depth == 1].div(parts.loc["index"]).round(2)

# %% [markdown]
# ## Against the median
#
# The reference is a city with the median of every indicator. Positive parts are advantages over it.

# %%
advantages = pd.DataFrame(
    {city: index.explain(city, against="median").contributions for city in ("Beijing", "Shanghai")}
)
advantages.loc[advantages.abs().max(axis=1).nlargest(10).index].round(2)

# %% [markdown]
# ## Few indicators decide
#
# Without these, there would be no lead.

# %%
pair.deciding.round(2)

# %% [markdown]
# Heritage and embassies are typical of an old capital; headquarters and papers reflect offices and universities. Where
# Shanghai is ahead:

# %%
pair.explanation.contributions.nsmallest(5).round(2)

# %% [markdown]
# ## What would reverse the order
#
# The nearest weights of the dimensions under which both are tied. Influence would need a weight of an eighth.

# %%
pd.Series(pair.tipping_weights).round(3)

# %%
index.reweight(pair.tipping_weights).ranks.loc[["Beijing", "Shanghai"], "index"]

# %% [markdown]
# ## Does the method decide?
#
# The same difference under the shipped presets that explain one: its size depends on the scale, its sign need not. Each
# decomposition sums exactly, by the rule that suits the aggregation.

# %%
rows = []
for preset in ("default", "geometric", "z_score", "rank_based", "mazziotta_pareto", "benefit_of_the_doubt"):
    found = index.replace(method=preset).explain("Beijing", against="Shanghai")
    largest = found.contributions.idxmax()
    rules = sorted(set(found.table["rule"]) - {""})
    rows.append((preset, found.total, found.contributions.sum(), largest, ", ".join(rules)))
methods = pd.DataFrame(rows, columns=["preset", "difference", "sum of parts", "largest part", "rules"])
assert (methods["difference"] - methods["sum of parts"]).abs().max() < 1e-9
methods.round(2)

# %% [markdown]
# ## Similar cities, and two more of the same country
#
# Hangzhou and Chengdu are not in the index. Placing them moves no other city.

# %%
pair.peers.round(1)

# %%
placed = index.place(["Hangzhou", "Chengdu"])
placed.table.round(1)

# %%
placed.explain("Hangzhou", against="Shanghai").contributions.nsmallest(5).round(2)

# %% [markdown]
# ## Conclusions
#
# - Beijing is ahead by ten points, and four indicators account for more than all of it.
# - Both have the values of their country in safety, health, enterprise conditions, visas and networks. None of these
#   can separate them here, although it is often said that they do.
# - The tipping point is distant: the weight of influence, a third, would have to fall by more than half.
# - Values are of different years. The count of headquarters is of the list of 2019, sister cities are of 2016.
