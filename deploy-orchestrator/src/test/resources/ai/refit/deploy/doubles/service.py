"""A service whose release can be made to behave in any way: python3 service.py PORT"""

import json
import os
import select
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

try:
    from greeting import VERSION as DEPENDENCY
except ImportError:
    DEPENDENCY = "none"

FILE = Path(__file__).parent / "release.properties"
SETTINGS = dict(line.split("=", 1) for line in FILE.read_text().splitlines() if "=" in line)
VERSION, BEHAVIOUR, SECONDS = SETTINGS["version"], SETTINGS["behaviour"], float(SETTINGS["seconds"])
RELEASE = os.environ.get("RELEASE_ID", "")
EFFECTS = os.environ.get("EFFECTS_FILE")
STOPPING = threading.Event()


def record(effect, port):
    """One line, in one write, so that lines of several processes never mix."""
    if EFFECTS:
        line = f"{effect} {os.getpid()} {RELEASE or '-'} {port} {int(time.time() * 1000)}\n"
        file = os.open(EFFECTS, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        os.write(file, line.encode())
        os.close(file)


def starts():
    if not EFFECTS or not os.path.exists(EFFECTS):
        return 0
    return sum(line.startswith("start ") for line in Path(EFFECTS).read_text().splitlines())


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle(self):
        """A connection that waits for its next request ends as soon as we stop."""
        self.close_connection = False
        while not self.close_connection:
            while not select.select([self.connection], [], [], 0.05)[0]:
                if STOPPING.is_set():
                    return
            self.handle_one_request()

    def do_GET(self):
        if self.path == "/api/ai/health":
            if BEHAVIOUR == "unhealthy":
                return self.answer(500, {"status": "error", "release": RELEASE, "pid": os.getpid()})
            release = "20200101000000-000000000000" if BEHAVIOUR == "wrong-release" else RELEASE
            return self.answer(200, {"status": "ok", "release": release, "pid": os.getpid()})
        if self.path == "/who":
            return self.answer(200, {"version": VERSION, "release": RELEASE, "pid": os.getpid(),
                                     "starts": starts(), "dependency": DEPENDENCY})
        return self.answer(404, {"status": "not found"})

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/api/ai/recommendations":
            return self.answer(404, {"status": "not found"})
        if BEHAVIOUR == "smoke-fails":
            return self.answer(500, {"detail": "Internal Server Error"})
        if BEHAVIOUR == "smoke-slow":
            time.sleep(SECONDS)
        return self.answer(200, {"status": "success", "user_id": json.loads(body).get("user_id"), "release": RELEASE})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if STOPPING.is_set():
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def stop(self):
        """Nobody is lost who had come in; closing waits for the requests under way."""
        self.shutdown()
        while select.select([self.socket], [], [], 0)[0]:
            self._handle_request_noblock()
        self.server_close()


def main():
    port = int(sys.argv[1])
    record("start", port)
    print(f"version {VERSION} ({BEHAVIOUR}) as {RELEASE or 'no release'} on port {port}", flush=True)
    if BEHAVIOUR == "ignores-sigterm":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    else:
        signal.signal(signal.SIGTERM, lambda *_: STOPPING.set())
    if BEHAVIOUR == "exits-at-once":
        sys.exit("ModuleNotFoundError: No module named 'fastapi'")
    if BEHAVIOUR == "dies":
        timer = threading.Timer(SECONDS, lambda: os._exit(3))
        timer.daemon = True
        timer.start()
    if BEHAVIOUR == "slow-boot":
        STOPPING.wait(SECONDS)
    if BEHAVIOUR == "never-listens":
        STOPPING.wait()
    if not STOPPING.is_set():
        server = Server(("127.0.0.1", port), Handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        STOPPING.wait()
        server.stop()
    record("stop", port)


if __name__ == "__main__":
    main()
