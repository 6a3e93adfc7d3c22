"""Writers: from passages to claims. `quotes` needs nothing; `model` asks a chat model."""
