"""The lawful fallback: a card from the catalogue, made without any estimate of the learner."""
