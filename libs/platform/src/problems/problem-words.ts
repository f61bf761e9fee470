import type { Words } from '#domain';

/** Every kind of problem the door can answer with. The key is the last part of its `type`. */
export const problemKinds = {
  malformed: {
    status: 400,
    title: { vi: 'Không đọc được yêu cầu', en: 'The request cannot be read' },
    detail: {
      vi: 'Nội dung gửi lên không phải JSON đúng cú pháp. Kiểm tra dấu ngoặc, dấu phẩy, dấu nháy rồi gửi lại.',
      en: 'The body is not well-formed JSON. Check brackets, commas and quotes, then send again.',
    },
  },
  invalidInput: {
    status: 400,
    title: { vi: 'Dữ liệu gửi lên chưa đúng', en: 'What was sent is not right' },
    detail: {
      vi: 'Sửa từng trường nêu trong "errors" rồi gửi lại. Chưa có gì được lưu.',
      en: 'Correct each field named in "errors", then send again. Nothing was saved.',
    },
  },
  emptyUpload: {
    status: 400,
    title: { vi: 'Chưa có tệp', en: 'There is no file' },
    detail: {
      vi: 'Nội dung yêu cầu phải là chính tệp đó (không phải JSON, không phải biểu mẫu nhiều phần). Chọn tệp rồi gửi lại.',
      en: 'The body of the request must be the file itself, neither JSON nor a multipart form. Choose the file and send it again.',
    },
  },
  cursorRefused: {
    status: 400,
    title: { vi: 'Con trỏ trang không dùng được', en: 'The page cursor cannot be used' },
    detail: {
      vi: 'Con trỏ thuộc danh sách, bộ lọc hoặc chức danh khác, hoặc đã bị sửa. Lấy lại danh sách từ trang đầu, không kèm "cursor".',
      en: 'The cursor belongs to another list, filter or post, or was altered. Start again from the first page, without "cursor".',
    },
  },
  notSignedIn: {
    status: 401,
    title: { vi: 'Chưa đăng nhập', en: 'Not signed in' },
    detail: {
      vi: 'Đăng nhập bằng POST /api/session, hoặc gửi mã truy cập trong tiêu đề "Authorization: Bearer …".',
      en: 'Sign in with POST /api/session, or send an access token in "Authorization: Bearer …".',
    },
  },
  signInFailed: {
    status: 401,
    title: { vi: 'Đăng nhập không thành công', en: 'Sign-in failed' },
    detail: {
      vi: 'Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra rồi thử lại; quên mật khẩu thì liên hệ người quản trị.',
      en: 'The username or the password is wrong. Check and try again; if it is forgotten, ask an administrator.',
    },
  },
  tokenRefused: {
    status: 401,
    title: { vi: 'Mã truy cập không dùng được', en: 'The access token cannot be used' },
    detail: {
      vi: 'Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi. Tạo mã mới ở POST /api/tokens.',
      en: 'The token is wrong, expired or revoked. Make a new one with POST /api/tokens.',
    },
  },
  crossSite: {
    status: 403,
    title: { vi: 'Yêu cầu đến từ trang khác', en: 'The request came from another site' },
    detail: {
      vi: 'Thay đổi dữ liệu bằng phiên đăng nhập chỉ được gửi từ chính trang này. Chương trình thì dùng mã truy cập.',
      en: 'With a session, changes are accepted from this site only. A program should use an access token.',
    },
  },
  tokenScope: {
    status: 403,
    title: { vi: 'Mã truy cập thiếu quyền', en: 'The access token lacks a scope' },
    detail: { vi: 'Tạo mã truy cập khác có quyền cần thiết.', en: 'Make another token that has the scope.' },
  },
  noPost: {
    status: 403,
    title: { vi: 'Hôm nay không giữ chức danh nào', en: 'No post is held today' },
    detail: {
      vi: 'Quyền đi theo chức danh; tài khoản này hôm nay không giữ chức danh nào. Liên hệ người quản trị.',
      en: 'Rights come from posts, and this account holds none today. Ask an administrator.',
    },
  },
  postNotHeld: {
    status: 403,
    title: { vi: 'Không giữ chức danh này', en: 'That post is not held' },
    detail: {
      vi: 'Tiêu đề X-Acting-Post phải là mã một chức danh đang giữ hôm nay; xem "posts" ở GET /api/me.',
      en: 'X-Acting-Post must be the id of a post held today; see "posts" of GET /api/me.',
    },
  },
  notAllowed: {
    status: 403,
    title: { vi: 'Chức danh này không được làm việc đó', en: 'This post may not do that' },
    detail: { vi: 'Việc này dành cho chức danh khác.', en: 'The deed belongs to another post.' },
  },
  notFound: {
    status: 404,
    title: { vi: 'Không tìm thấy', en: 'Not found' },
    detail: {
      vi: 'Không tìm thấy, hoặc nằm ngoài phạm vi của chức danh đang dùng. Kiểm tra lại địa chỉ hoặc chọn chức danh khác.',
      en: 'Not found, or outside the scope of the post in use. Check the address or choose another post.',
    },
  },
  noSuchRoute: {
    status: 404,
    title: { vi: 'Không có địa chỉ này', en: 'No such address' },
    detail: { vi: 'Các địa chỉ được nêu ở /api/openapi.json.', en: 'The addresses are listed at /api/openapi.json.' },
  },
  notAcceptable: {
    status: 406,
    title: { vi: 'Không có dạng trả lời này', en: 'No such form of answer' },
    detail: { vi: 'Sửa tiêu đề "Accept", ví dụ: application/json.', en: 'Change the "Accept" header, e.g. application/json.' },
  },
  conflict: {
    status: 409,
    title: { vi: 'Không thực hiện được ở trạng thái này', en: 'Not possible in this state' },
    detail: { vi: 'Xem lý do trong "errors".', en: 'See the reasons in "errors".' },
  },
  inFlight: {
    status: 409,
    title: { vi: 'Yêu cầu cùng khoá đang được xử lý', en: 'A request with this key is being processed' },
    detail: {
      vi: 'Yêu cầu đầu tiên với Idempotency-Key này chưa xong. Đợi vài giây rồi gửi lại y nguyên.',
      en: 'The first request with this Idempotency-Key is not finished. Wait a few seconds, then repeat it unchanged.',
    },
  },
  answerLost: {
    status: 409,
    title: { vi: 'Việc đã làm, câu trả lời bị mất', en: 'It was done, the answer was lost' },
    detail: {
      vi: 'Yêu cầu đầu tiên với Idempotency-Key này đã được lưu nhưng câu trả lời bị mất. Đừng gửi lại: đọc lại dữ liệu để xem kết quả.',
      en: 'The first request with this Idempotency-Key was saved but its answer was lost. Do not repeat it: read the resource to see the result.',
    },
  },
  stale: {
    status: 412,
    title: { vi: 'Bản ghi đã thay đổi', en: 'The record has changed' },
    detail: {
      vi: 'If-Match không khớp bản hiện tại. Tải lại, xem thay đổi, rồi gửi lại với ETag mới.',
      en: 'If-Match does not match the current version. Reload, look at the change, then send again with the new ETag.',
    },
  },
  tooLarge: {
    status: 413,
    title: { vi: 'Nội dung quá lớn', en: 'The body is too large' },
    detail: {
      vi: 'Nội dung một yêu cầu tối đa 256 kB, một tệp tải lên tối đa 10 MB. Rút gọn, hoặc chia thành nhiều yêu cầu, nhiều tệp.',
      en: 'The body of a request is limited to 256 kB, a file to 10 MB. Shorten it, or split it into several requests or files.',
    },
  },
  unsupportedMedia: {
    status: 415,
    title: { vi: 'Kiểu nội dung không được nhận', en: 'The content type is not accepted' },
    detail: {
      vi: 'Gửi JSON, mã UTF-8, với tiêu đề "Content-Type: application/json".',
      en: 'Send JSON in UTF-8 with "Content-Type: application/json".',
    },
  },
  invalid: {
    status: 422,
    title: { vi: 'Nội dung chưa hợp lệ', en: 'The content is not valid' },
    detail: { vi: 'Sửa từng điểm nêu trong "errors" rồi gửi lại.', en: 'Correct each point named in "errors", then send again.' },
  },
  keyReused: {
    status: 422,
    title: { vi: 'Idempotency-Key đã dùng cho yêu cầu khác', en: 'The Idempotency-Key belongs to another request' },
    detail: {
      vi: 'Khoá này đã gắn với một yêu cầu khác nội dung, địa chỉ hoặc chức danh. Yêu cầu mới thì dùng khoá mới.',
      en: 'This key was used with another body, address or post. Use a new key for a new request.',
    },
  },
  preconditionRequired: {
    status: 428,
    title: { vi: 'Thiếu If-Match', en: 'If-Match is missing' },
    detail: {
      vi: 'Đọc bản ghi trước, rồi gửi lại kèm tiêu đề If-Match bằng ETag nhận được, ví dụ: If-Match: "r3".',
      en: 'Read the record first, then send again with If-Match set to its ETag, e.g. If-Match: "r3".',
    },
  },
  tooMany: {
    status: 429,
    title: { vi: 'Thử quá nhiều lần', en: 'Too many attempts' },
    detail: {
      vi: 'Đợi hết thời gian nêu ở tiêu đề Retry-After (giây) rồi thử lại.',
      en: 'Wait for Retry-After seconds, then try again.',
    },
  },
  internal: {
    status: 500,
    title: { vi: 'Lỗi của máy chủ', en: 'The server failed' },
    detail: {
      vi: 'Lỗi không phải do dữ liệu gửi lên. Báo người quản trị kèm mã "requestId".',
      en: 'The fault is not in what was sent. Tell an administrator the "requestId".',
    },
  },
  unavailable: {
    status: 503,
    title: { vi: 'Tạm thời chưa phục vụ được', en: 'Not available for the moment' },
    detail: { vi: 'Chưa có gì được lưu. Thử lại sau vài giây.', en: 'Nothing was saved. Try again in a few seconds.' },
  },
} as const satisfies Record<string, { status: number; title: Words; detail: Words }>;

export type ProblemKind = keyof typeof problemKinds;

const list = (values: readonly unknown[]) => values.join(', ');

/** What is wrong with one field, and what to do. */
export const fieldWords = {
  unknown: {
    vi: 'Không có trường này. Bỏ nó đi, hoặc xem tên đúng ở /api/openapi.json.',
    en: 'No such field. Leave it out, or see the right name in /api/openapi.json.',
  },
  required: { vi: 'Thiếu trường bắt buộc này.', en: 'This field is required.' },
  object: { vi: 'Phải là một đối tượng JSON, ví dụ {"…": …}.', en: 'Must be a JSON object, e.g. {"…": …}.' },
  tooDeep: { vi: 'Lồng nhau quá 20 cấp. Làm phẳng nội dung.', en: 'Nested deeper than 20 levels. Flatten the content.' },
  text: (min: number, max: number): Words => ({
    vi: `Phải là chữ, từ ${min} đến ${max} ký tự.`,
    en: `Must be text of ${min} to ${max} characters.`,
  }),
  blank: { vi: 'Chỉ có khoảng trắng. Hãy viết nội dung.', en: 'Nothing but spaces. Write what is meant.' },
  control: {
    vi: 'Có ký tự điều khiển không in được. Xoá chúng rồi gửi lại.',
    en: 'Contains control characters that cannot be printed. Remove them.',
  },
  pattern: (example: string): Words => ({
    vi: `Sai dạng; ví dụ đúng: ${example}.`,
    en: `Wrong form; a right example: ${example}.`,
  }),
  whole: (min: number, max: number): Words => ({
    vi: `Phải là số nguyên từ ${min} đến ${max}.`,
    en: `Must be a whole number from ${min} to ${max}.`,
  }),
  number: (min: number, max: number): Words => ({
    vi: `Phải là số từ ${min} đến ${max}.`,
    en: `Must be a number from ${min} to ${max}.`,
  }),
  flag: { vi: 'Phải là true hoặc false.', en: 'Must be true or false.' },
  day: {
    vi: 'Phải là một ngày có thật, dạng YYYY-MM-DD, từ 1900 đến 2199; ví dụ 2026-11-23.',
    en: 'Must be a day of the calendar as YYYY-MM-DD, between 1900 and 2199; e.g. 2026-11-23.',
  },
  id: {
    vi: 'Phải là mã UUID, như các trường "id" trong câu trả lời.',
    en: 'Must be a UUID, like the "id" fields of the answers.',
  },
  oneOf: (values: readonly string[]): Words => ({
    vi: `Phải là một trong: ${list(values)}.`,
    en: `Must be one of: ${list(values)}.`,
  }),
  array: (max: number, min = 0): Words =>
    min > 0
      ? { vi: `Phải là danh sách, từ ${min} đến ${max} phần tử.`, en: `Must be a list of ${min} to ${max} items.` }
      : { vi: `Phải là danh sách, tối đa ${max} phần tử.`, en: `Must be a list of at most ${max} items.` },
  once: { vi: 'Mỗi giá trị chỉ ghi một lần.', en: 'Give each value only once.' },
  other: {
    vi: 'Giá trị không đúng. Xem dạng đúng ở /api/openapi.json.',
    en: 'The value is not right. See its form in /api/openapi.json.',
  },
} as const;
