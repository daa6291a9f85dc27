"""How much of the curriculum learners reach with their own questions."""
