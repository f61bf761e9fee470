import { refusal } from '#domain';

export const onlyAdministrators = () =>
  refusal(
    'notAllowed',
    { vi: 'Chỉ người quản trị được cho phép địa chỉ nội bộ.', en: 'Only an administrator may allow a private address.' },
    [
      {
        pointer: '/privateAllowed',
        words: { vi: 'Bỏ trống, hoặc nhờ người quản trị.', en: 'Leave it out, or ask an administrator.' },
      },
    ],
  );
