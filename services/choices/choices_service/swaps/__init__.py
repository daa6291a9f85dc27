"""Two learners who each would rather have what the other has."""
