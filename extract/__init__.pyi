from extract.api.async_extractor import AsyncExtractor as AsyncExtractor
from extract.api.extractor import Extractor as Extractor
from extract.errors import ArticleFailed as ArticleFailed
from extract.errors import CommuniqueError as CommuniqueError
from extract.errors import ConfigError as ConfigError
from extract.errors import InputError as InputError
from extract.errors import ModelUnavailable as ModelUnavailable
from extract.errors import StoreError as StoreError
from extract.errors import TooManyFailed as TooManyFailed
from extract.output.load import Run as Run
from extract.output.load import load_run as load_run

__version__: str
__all__ = [
    "ArticleFailed",
    "AsyncExtractor",
    "CommuniqueError",
    "ConfigError",
    "Extractor",
    "InputError",
    "ModelUnavailable",
    "Run",
    "StoreError",
    "TooManyFailed",
    "load_run",
]
