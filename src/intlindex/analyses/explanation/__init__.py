"""Why a city stands where it stands, and what would move it."""
