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
# # What is certain
#
# A ranking depends on weights that are not known. Instead of sampling them, we ask what holds under *all* weights of
# a set,
# what can happen under *some*, and how far weights must move before anything changes. All answers are exact.
#
# The index is a **reconstruction** from open data. Its authors publish ranks, not data, weights or method, and the
# scores below are not theirs.

# %%
import intlindex as ix
import pandas as pd

index = ix.load("ieci-2022")

# %% [markdown]
# ## Every rank is an interval
#
# The weight of each of the 25 indicators may be up to a quarter higher or lower.

# %%
bounds = index.rank_bounds(of="leaves", within=0.25)
bounds

# %% [markdown]
# How wide are the intervals as the set grows?

# %%
widths = {}
for within in (0.05, 0.1, 0.25, 0.5):
    table = index.rank_bounds(of="leaves", within=within).table
    widths[within] = (table["worst"] - table["best"]).describe()[["min", "50%", "max"]]
pd.DataFrame(widths)

# %% [markdown]
# Each bound comes with weights that attain it. Here are those under which Shanghai is best: which indicators would
# need more
# weight?

# %%
witness = index.reweight(bounds.witness("Shanghai", "best"))
change = witness.effective_weights / index.effective_weights - 1
change[[node.id for node in index.framework.indicators]].sort_values().round(2)

# %%
witness.ranks.loc["Shanghai", "index"], bounds.table.loc["Shanghai", "best"]

# %% [markdown]
# ## Which cities are ahead of which under any weights?

# %%
certain = index.dominance(of="leaves", within=0.25)
certain.shown.lines

# %%
certain.hasse[certain.hasse["ahead"].isin(["London", "Paris", "Beijing"])]

# %% [markdown]
# ## The triangle of the three dimensions

# %%
triangle = index.weight_map()
triangle.areas[triangle.areas > 0].round(4)

# %% [markdown]
# Beijing can have almost any rank; the cumulative share of the triangle of each:

# %%
ranks = triangle.ranks("Beijing").areas
ranks.cumsum().round(3).head(12)

# %% [markdown]
# ## How near is the next change?

# %%
rows = []
for question in ({}, {"top": 10}, {"top": 3}, {"top": 1}):
    found = index.stability_radius(**question)
    rows.append((found.what, found.radius, *found.pair))
pd.DataFrame(rows, columns=["what", "radius", "ahead", "ties with it"]).round(4)

# %% [markdown]
# A radius of a thousandth means that the order of two cities depends on tiny changes of weights. The first place does
# not.

# %%
index.tipping_point("London", "Paris", of="leaves", norm="total")

# %% [markdown]
# ## What would it take to reach the top five?

# %%
better = index.improve("Beijing", rank=5)
better

# %%
better.marginal.head(8).round(3)

# %% [markdown]
# ## Could other weights reproduce the published order?
#
# Fitting weights to a ranking is a calibration and proves nothing: with enough free weights any order fits. So the
# same is done for random orders of the same cities.

# %%
published = index.agreement().ranks.query("node == 'index'").set_index("city")["published"].dropna()
index.calibrate(published)

# %%
free = index.calibrate(published, of="leaves", random_orders=0)
f"{free.inversions} of {free.pairs} pairs inverted, with {free.free_weights} free weights"

# %% [markdown]
# ## Conclusions
#
# - London is first under every weighting within a quarter, and in nine tenths of the triangle. That is certain.
# - Most other ranks are intervals of about ten places. Quote the interval.
# - Bounds are worst cases. They do not say how likely a rank is, and the weights you consider right may be far from
#   those that attain them.
