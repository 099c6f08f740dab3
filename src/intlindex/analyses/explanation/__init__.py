"""Why a city has its rank, and what would change it."""
