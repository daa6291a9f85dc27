"""From a learner's own question to learning goals: by its words, and along the graph of goals. No language model."""
