#!/usr/bin/python3
"""A server on grpcio that answers one method with the bytes of a file.

usage: python_peer.py sync|aio PATH ANSWER

PATH is the method, `/package.Service/Method`. The bytes are ready: what a server
with messages does besides is not counted against it.
"""

import asyncio
import concurrent.futures
import sys

import grpc

ADDRESS = "127.0.0.1:0"
OPTIONS = [("grpc.so_reuseport", 0)]

# Of the server that blocks: more only wait for the interpreter.
THREADS = 4


class OneMethod(grpc.GenericRpcHandler):
    def __init__(self, path, behaviour):
        self._path = path
        self._handler = grpc.unary_unary_rpc_method_handler(behaviour)

    def service(self, handler_call_details):
        return self._handler if handler_call_details.method == self._path else None


def say(port):
    print(f"listening on 127.0.0.1:{port}", flush=True)


def serve(path, answer):
    server = grpc.server(
        concurrent.futures.ThreadPoolExecutor(THREADS),
        [OneMethod(path, lambda request, context: answer)],
        options=OPTIONS,
    )
    port = server.add_insecure_port(ADDRESS)
    server.start()
    say(port)
    server.wait_for_termination()


async def serve_aio(path, answer):
    async def behaviour(request, context):  # pylint: disable=unused-argument
        return answer

    server = grpc.aio.server(handlers=[OneMethod(path, behaviour)], options=OPTIONS)
    port = server.add_insecure_port(ADDRESS)
    await server.start()
    say(port)
    await server.wait_for_termination()


def main():
    kind, path, file = sys.argv[1:]
    with open(file, "rb") as answer_file:
        answer = answer_file.read()
    if kind == "aio":
        asyncio.run(serve_aio(path, answer))
    else:
        serve(path, answer)


if __name__ == "__main__":
    main()
