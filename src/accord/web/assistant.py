"""Tools for an assistant: what can be asked of the interface, with units and sources, over the official SDK.

Numbers come from certified answers alone: a question without one ends in its sentence, marked as an error.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version

import anyio
import mcp_types as types
from anyio import to_thread
from mcp.server import Server, ServerRequestContext
from mcp.server.stdio import stdio_server

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.web import jobs, library, told
from accord.web.operations import OPERATIONS, Operation, Reply
from accord.web.problems import problem_of

NAMED = {("POST", "talks"): "talks_frontier", ("GET", "briefs/{at}"): "briefing"}
"""Tools whose name is not that of their address."""
LEFT_OUT = ("jobs/{at}", "answers/{at}")
"""Operations that a tool does by itself: it waits for a job and gives what was made."""
INSTRUCTIONS = (
    "Accord computes economic statecraft. Every number that you tell must stand in an answer of these tools, with its "
    "unit, year and source; what a tool refuses has no number. Read a report with read before you brief on it; roles in "
    "doubt are questions to a person, not yours to settle. Quotes that you pass are checked letter by letter."
)
SECONDS = 0.3


def tools() -> dict[str, Operation]:
    """Return the tools by name."""
    return {name_of(one): one for one in OPERATIONS if one.name not in LEFT_OUT}


def name_of(one: Operation) -> str:
    """Return what a tool is called."""
    plain = one.name.replace("/", "_").replace("-", "_")
    return NAMED.get((one.method, one.name), plain)


@cache
def tool(name: str, one: Operation) -> types.Tool:
    """Return a tool's description with the schema of its question and of its answer."""
    schema = one.asked.model_json_schema()
    return types.Tool(
        name=name,
        description=one.summary,
        input_schema={"type": "object", **schema},
        output_schema=ANSWER,
        annotations=types.ToolAnnotations(read_only_hint=not one.job, open_world_hint=False),
    )


ANSWER: dict[str, object] = {
    "type": "object",
    "required": ["answer", "units", "sources"],
    "properties": {
        "answer": {"description": "The document, with the keys of the command of the same name."},
        "units": {"type": "object", "description": "The unit of each key of the answer that holds numbers."},
        "sources": {
            "type": "array",
            "description": "What the numbers rest on: title, year, licence, credit.",
        },
    },
}


def answered(one: Operation, found: Reply) -> dict[str, object]:
    """Return an answer with the units of its keys and the sources that it rests on."""
    return {"answer": found, "units": told.units_of(found), "sources": told.credits_of(found, one.sources)}


Context = ServerRequestContext[dict[str, object]]


async def call(context: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
    """Answer one call; what cannot be answered is the same sentence as everywhere, marked as an error."""
    try:
        one = tools().get(asked.name)
        if one is None:
            raise InputError(f"there is no tool '{asked.name[:60]}'")
        found = await to_thread.run_sync(one.reply, dict(asked.arguments or {}))
        if one.job and isinstance(found, Mapping):
            found = await waited(context, str(found["job"]))
        held = json.loads(json.dumps(answered(one, found), allow_nan=False))
    except Exception as error:
        sentence = problem_of(error).sentence
        return types.CallToolResult(content=[types.TextContent(type="text", text=sentence)], is_error=True)
    text = json.dumps(held, ensure_ascii=False)
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], structured_content=held)


async def waited(context: Context, at: str) -> Document:
    """Return what a job makes, telling how far it is; raise InputError where it makes nothing."""
    seen = 0
    try:
        while True:
            found = await to_thread.run_sync(jobs.job, at)
            for step in found.steps[seen:]:
                await context.session.report_progress(step.done, step.of, step.words)
            seen = len(found.steps)
            if found.state == "done":
                return await to_thread.run_sync(library.made, found)
            if found.state != "working":
                raise InputError(found.sentence)
            await anyio.sleep(SECONDS)
    except anyio.get_cancelled_exc_class():
        jobs.stop(at)
        raise


async def list_tools(context: Context, page: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    """List every tool."""
    return types.ListToolsResult(tools=[tool(name, one) for name, one in tools().items()])


async def list_resources(
    context: Context, page: types.PaginatedRequestParams | None
) -> types.ListResourcesResult:
    """List the scenarios and menus of the library, and the pages of the documentation."""
    return types.ListResourcesResult(
        resources=[
            types.Resource(uri=one.uri, name=one.name, description=one.about, mime_type=one.kind)
            for one in library.holdings()
        ]
    )


async def read_resource(context: Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    """Return the text of one holding."""
    one = library.holding(str(asked.uri))
    text = types.TextResourceContents(uri=one.uri, mime_type=one.kind, text=one.text())
    return types.ReadResourceResult(contents=[text])


async def list_prompts(
    context: Context, page: types.PaginatedRequestParams | None
) -> types.ListPromptsResult:
    """List the prompts: a briefing, and what a deal could be."""
    return types.ListPromptsResult(
        prompts=[
            types.Prompt(
                name=name,
                description=one.about,
                arguments=[
                    types.PromptArgument(name=key, description=words, required=True)
                    for key, words in one.needs
                ],
            )
            for name, one in library.PROMPTS.items()
        ]
    )


async def get_prompt(context: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
    """Return the words of a prompt with what was filled in."""
    text = library.prompt(asked.name, dict(asked.arguments or {}))
    content = types.TextContent(type="text", text=text)
    return types.GetPromptResult(messages=[types.PromptMessage(role="user", content=content)])


def server() -> Server[dict[str, object]]:
    """Return the server with every tool, resource and prompt."""
    return Server(
        "accord",
        version=version("accord"),
        title="Accord",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call,
        on_list_resources=list_resources,
        on_read_resource=read_resource,
        on_list_prompts=list_prompts,
        on_get_prompt=get_prompt,
    )


def serve() -> None:
    """Serve on standard input and output until the assistant closes them."""

    async def run() -> None:
        served = server()
        async with stdio_server() as (reading, writing):
            await served.run(reading, writing, served.create_initialization_options())

    anyio.run(run)
