from extract.api.async_extractor import AsyncExtractor as AsyncExtractor
from extract.api.collections import Collection as Collection
from extract.api.collections import load_collection as load_collection
from extract.api.extractor import Extractor as Extractor
from extract.api.runs import load_run as load_run
from extract.errors import ArticleFailed as ArticleFailed
from extract.errors import CommuniqueError as CommuniqueError
from extract.errors import ConfigError as ConfigError
from extract.errors import InputError as InputError
from extract.errors import ModelUnavailable as ModelUnavailable
from extract.errors import StoreError as StoreError
from extract.errors import TooManyFailed as TooManyFailed
from extract.output.export.countries import cow_codes as cow_codes
from extract.output.frames import to_pandas as to_pandas
from extract.output.load import Run as Run
from schemas.html import render as render

__version__: str
__all__ = [
    "ArticleFailed",
    "AsyncExtractor",
    "Collection",
    "CommuniqueError",
    "ConfigError",
    "Extractor",
    "InputError",
    "ModelUnavailable",
    "Run",
    "StoreError",
    "TooManyFailed",
    "cow_codes",
    "load_collection",
    "load_run",
    "render",
    "to_pandas",
]
