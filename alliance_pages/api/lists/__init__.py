"""The lists that pages show, each as its own endpoint answers it."""
