"""What pydantic asks the classes of this package, when it is used; this package does not need it."""


@classmethod
def model_schema(cls, source, handler):
    """A model is validated from itself or a dict, and serialized as its dict."""
    from pydantic_core import core_schema

    def validate(value):
        if isinstance(value, cls):
            return value
        try:
            return cls.from_dict(value)
        except TypeError as error:
            raise ValueError(str(error)) from None

    return core_schema.no_info_plain_validator_function(
        validate,
        serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.to_dict()),
    )


@classmethod
def model_json_schema(cls, schema, handler):
    """An object of any fields, described in a sentence."""
    return {"type": "object", "title": cls.__name__, "description": cls.__doc__ or cls.__name__}


@classmethod
def text_schema(cls, source, handler):
    """An enum is validated from any text, since it may grow, and serialized as its text."""
    from pydantic_core import core_schema

    return core_schema.no_info_after_validator_function(
        cls, core_schema.str_schema(), serialization=core_schema.plain_serializer_function_ser_schema(str)
    )


@classmethod
def timestamp_schema(cls, source, handler):
    """A time is validated from itself, a datetime or a text, and serialized as the server's text."""
    from pydantic_core import core_schema

    def validate(value):
        if isinstance(value, cls):
            return value
        try:
            return cls(value)
        except TypeError as error:
            raise ValueError(str(error)) from None

    return core_schema.no_info_plain_validator_function(
        validate,
        json_schema_input_schema=core_schema.datetime_schema(),
        serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
    )


@classmethod
def secret_schema(cls, source, handler):
    """A secret is validated from itself or a text, and serialized as `[redacted]`."""
    from pydantic_core import core_schema

    return core_schema.union_schema(
        [
            core_schema.is_instance_schema(cls),
            core_schema.no_info_after_validator_function(cls, core_schema.str_schema()),
        ],
        serialization=core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema()),
    )
