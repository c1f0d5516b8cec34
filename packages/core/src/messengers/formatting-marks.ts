/** Match pairs of marks around words. Marks inside a word or between spaces are not formatting: `snake_case_name`, `2 * 3 * 4`. */
const marks = [
  /(?<![\p{L}\p{N}*])\*[^\s*](?:[^*\n]*[^\s*])?\*(?![\p{L}\p{N}*])/u,
  /(?<![\p{L}\p{N}_])_[^\s_](?:[^_\n]*[^\s_])?_(?![\p{L}\p{N}_])/u,
  /(?<![\p{L}\p{N}~])~[^\s~](?:[^~\n]*[^\s~])?~(?![\p{L}\p{N}~])/u,
  /```[^`][^]*?```/,
]
const closingTag = /<\/[bius]>/i

/** Returns whether a text has formatting marks (`*bold*`, `_italic_`, `~strike~`, triple backticks) or tags (b, i, u, s). */
export function findFormatting(text: string): { marks: boolean; tags: boolean } {
  return { marks: marks.some((mark) => mark.test(text)), tags: closingTag.test(text) }
}
