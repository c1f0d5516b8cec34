/** The smallest Worker that receives. */
export async function receive(request: Request): Promise<Response> {
  const { messages } = (await request.json()) as { messages: readonly object[] }
  console.log(messages.length)
  return new Response(null)
}
