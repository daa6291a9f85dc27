"""Groups that are called together, as choices tells it: cards wait meanwhile, and come back untouched."""
