import { namesAPerson, tellsOfAPerson } from './private-names.js';

describe('libs/domain/lifecycle - names of private persons', () => {
  it.each([
    'Ông Nguyễn Văn A',
    'đồng chí Lê Văn B',
    'Đ/c Tám',
    'Nguyễn Văn A',
    'NGUYỄN VĂN A',
    'nguyễn văn a',
    'Nguyen Van A',
    'Lê Lợi',
    'Trần Thị Bé Năm',
    'Nguyễn Thị Kim Ngọc Ánh',
    'Thạch Sô Phia',
    'Đoàn Văn Hậu',
    'Võ Thị Sáu, chi hội trưởng',
    'Võ Thị Sáu - Chi Hội Trưởng Chi Hội Phụ Nữ',
    'Phạm Văn C (ấp 3)',
    'Huỳnh Văn D ấp 3',
    'Nguyễn-Văn-A',
    'Tổ trưởng Trần Văn B',
    'Trưởng ban Công tác Mặt trận, Bí thư Đặng Văn E',
    'Hộ Bùi Văn F',
    'Nguyễn Văn A'.normalize('NFD'),
  ])('%s: a person', (text) => {
    expect(namesAPerson(text)).toBe(true);
  });

  it.each([
    '',
    'Nguyễn Văn Cừ ward',
    'Phường Nguyễn Văn Cừ',
    'Trường Tiểu học Nguyễn Văn Cừ',
    'Ban Công tác Mặt trận ấp Lê Lợi',
    'Tổ trưởng tổ Lê Lợi',
    'Tổ trưởng Tổ Nhân dân tự quản số 3',
    'Hội quán Trần Văn Ơn',
    'Khóm Trần Hưng Đạo, phường 1',
    'Đoàn Thanh niên Cộng sản Hồ Chí Minh',
    'Đoàn Xã Mỹ Thọ',
    'ĐOÀN THANH NIÊN',
    'Hộ nghèo ấp 3',
    'An toàn giao thông ấp 1',
    'Mai vàng',
    'Đồng Tháp',
    'Văn phòng Đảng uỷ',
    'Quản trang',
    'Phó Trưởng ấp',
    'Đội Dân phòng',
    'Bà con ấp 3',
    'Ban Công tác Mặt trận ấp Bà Tứ',
    'Chị hội trưởng Hội Phụ nữ ấp',
    'To Nhan dan tu quan so 3',
    'Front work board of hamlet 1',
    'Head of self-managed group no. 3',
  ])('“%s”: no person', (text) => {
    expect(namesAPerson(text)).toBe(false);
  });

  it.each([
    'Bà Nguyễn Thị Hoa đã thu gom 2 tấn rác',
    'Thu gom 2 tấn rác. Nguyễn Thị Hoa dẫn đầu.',
    'Vận động 55 hộ, trong đó hộ Trần Văn B hiến 200 m² đất',
    'Hai năm liền, do chị Lê Ngọc Bích làm tổ trưởng',
    'Tổ trưởng Phạm Văn C và các tổ viên',
    'Theo đ/c Võ Minh Tâm, 12 tổ đã thành lập',
    'Ông Nguyễn Văn A'.normalize('NFD'),
  ])('“%s” tells of a person', (text) => {
    expect(tellsOfAPerson(text)).toBe(true);
  });

  it.each([
    '',
    '12 km đường hoa; hiến 1.647 m² đất',
    'Học tập Bác Hồ; làm theo tư tưởng Hồ Chí Minh',
    'Hồ Chí Minh nói: dễ trăm lần không dân cũng chịu',
    'Hà Nội và Ninh Kiều đến học tập',
    'Đường Nguyễn Huệ sạch, đẹp',
    'Trường Tiểu học Nguyễn Văn Cừ có 12 lớp',
    'Đoàn Thanh niên và Hội Phụ nữ cùng làm',
    'Các anh Công an xã và chị em phụ nữ',
    'Hộ nghèo giảm còn 3 hộ',
    'Bà con ấp 3 hiến đất làm đường',
  ])('“%s” tells of none', (text) => {
    expect(tellsOfAPerson(text)).toBe(false);
  });
});
