import { properName, unitInside } from '#domain';

describe('libs/domain/organisations - a unit inside another name', () => {
  it.each([
    ['Xã Mỹ Xương', 'xã', 'xã Mỹ Xương', 'Mỹ Xương commune'],
    ['Phường 1', 'phường', 'Phường 1', 'Ward 1'],
    ['Xã Thường Phước 1', 'xã', 'xã Thường Phước 1', 'Thường Phước 1 commune'],
    ['Thị trấn Sa Rài', 'thị trấn', 'thị trấn Sa Rài', 'Sa Rài township'],
    ['Thành phố Cao Lãnh', 'thành phố', 'thành phố Cao Lãnh', 'Cao Lãnh city'],
    ['Tỉnh Đồng Tháp', 'tỉnh', 'tỉnh Đồng Tháp', 'Đồng Tháp province'],
  ])('%s', (name, type, vi, en) => expect(unitInside(name, type)).toEqual({ vi, en }));
  it('a name without its type', () => expect(properName('Huyện Cao Lãnh', 'huyện')).toBe('Cao Lãnh'));
});
