"""What educators decide beside the dial: assigned, pinned or left out, for a learner or a group, until a day."""
