"""Text in, unit vectors out: the default model on ONNX Runtime, any other through sentence-transformers."""
