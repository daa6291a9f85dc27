"""What learners would like best, module by module, for each period."""
