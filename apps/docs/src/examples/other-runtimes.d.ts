/** The parts of Bun that the documentation uses. https://bun.com/docs/runtime/http/server */
declare const Bun: {
  serve(options: {
    port?: number
    routes?: Record<string, Record<string, (request: Request) => Response | Promise<Response>>>
  }): { stop(closeActiveConnections?: boolean): Promise<void> }
}

/** The parts of Deno that the documentation uses. https://docs.deno.com/api/deno */
declare const Deno: {
  env: { get(name: string): string | undefined }
  addSignalListener(signal: 'SIGINT' | 'SIGTERM', handle: () => void): void
  serve(
    options: { port?: number },
    handle: (request: Request) => Response | Promise<Response>,
  ): { shutdown(): Promise<void> }
}
