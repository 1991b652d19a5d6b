"""Search over everything public: one question, one answer, for the site and for the API."""
