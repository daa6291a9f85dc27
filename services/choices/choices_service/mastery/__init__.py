"""How learners stand with goals and what they did, as recommend and profile told it."""
