/** Entry `@wazzup-kit/core/files`: downloads the files of messages, whose addresses may be forged. */
export { downloadFile, type DownloadedFile, type DownloadOptions } from './files/download-file.ts'
export { DownloadError, type DownloadFailure } from './files/download-error.ts'
