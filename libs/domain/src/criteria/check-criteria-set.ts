import type { RefusalDetail } from '../refusals/refusal.js';
import {
  criterionFields,
  verdictsUpwards,
  type Band,
  type CriteriaSetContent,
  type Scale,
  type SetCriterion,
} from './criteria-set.js';
import { hasTwoDecimals, hundredths } from './hundredths.js';

const fault = (pointer: string, vi: string, en: string): RefusalDetail => ({ pointer, words: { vi, en }, source: 'D3.5' });

function scaleFaults({ min, max, step }: Scale, at: string): RefusalDetail[] {
  if (![min, max, step].every(hasTwoDecimals))
    return [fault(at, 'Thang điểm có tối đa hai chữ số thập phân.', 'A scale has at most two decimals.')];
  if (min >= max) return [fault(`${at}/max`, 'Điểm cao nhất phải lớn hơn điểm thấp nhất.', 'The top must be above the bottom.')];
  if (step <= 0 || (hundredths(max) - hundredths(min)) % hundredths(step) !== 0)
    return [
      fault(
        `${at}/step`,
        'Bước phải lớn hơn 0 và chia hết khoảng từ điểm thấp nhất đến điểm cao nhất.',
        'The step must be above 0 and lead from the bottom exactly to the top.',
      ),
    ];
  return [];
}

function criterionFaults({ weight, scale, fields, modelKinds }: SetCriterion, at: string): RefusalDetail[] {
  const faults = scaleFaults(scale, `${at}/scale`);
  if (weight <= 0 || !hasTwoDecimals(weight))
    faults.push(
      fault(
        `${at}/weight`,
        'Điểm tối đa phải lớn hơn 0, tối đa hai chữ số thập phân.',
        'A weight must be above 0, with at most two decimals.',
      ),
    );
  if (fields.length === 0)
    faults.push(
      fault(
        `${at}/fields`,
        `Chọn ít nhất một lĩnh vực; cả bốn nếu dùng chung: ${criterionFields.join(', ')}.`,
        `Choose at least one field; all four when it is asked everywhere: ${criterionFields.join(', ')}.`,
      ),
    );
  if (modelKinds.length === 0)
    faults.push(fault(`${at}/modelKinds`, 'Chọn model, goodPractice hoặc cả hai.', 'Choose model, goodPractice or both.'));
  return faults;
}

/** The bands cover 0 to 100 in order, and a higher one never means less. */
function bandFaults(bands: readonly Band[]): RefusalDetail[] {
  if (bands.length === 0) return [fault('/bands', 'Nhập ít nhất một mức xếp loại.', 'Give at least one band.')];
  const faults: RefusalDetail[] = [];
  bands.forEach(({ from, to, verdict }, index) => {
    const at = `/bands/${index}`;
    const before = bands[index - 1];
    const begins = before ? before.to : 0;
    if (![from, to].every(hasTwoDecimals))
      faults.push(fault(at, 'Mức có tối đa hai chữ số thập phân.', 'A band has at most two decimals.'));
    if (from !== begins)
      faults.push(
        fault(
          `${at}/from`,
          `${from > begins ? 'Hở' : 'Chồng'} giữa hai mức: mức này phải bắt đầu từ ${begins}.`,
          `${from > begins ? 'A gap' : 'An overlap'} between two bands: this one must begin at ${begins}.`,
        ),
      );
    if (to <= from)
      faults.push(fault(`${at}/to`, 'Mức phải kết thúc sau điểm bắt đầu.', 'A band must end above where it begins.'));
    if (before && verdictsUpwards.indexOf(verdict) < verdictsUpwards.indexOf(before.verdict))
      faults.push(
        fault(
          `${at}/verdict`,
          'Mức cao hơn không được có kết luận kém hơn mức dưới.',
          'A higher band must not lead to a worse verdict than the one below.',
        ),
      );
  });
  if (bands.at(-1)!.to !== 100)
    faults.push(fault(`/bands/${bands.length - 1}/to`, 'Mức cuối phải kết thúc ở 100.', 'The last band must end at 100.'));
  return faults;
}

/** Every fault of a set whose shape is right, by JSON pointer; empty when it may be kept. */
export function criteriaSetFaults({
  criteria,
  bands,
  areaIds,
}: Pick<CriteriaSetContent, 'criteria' | 'bands' | 'areaIds'>): RefusalDetail[] {
  const faults: RefusalDetail[] = [];
  if (areaIds.length === 0) faults.push(fault('/areaIds', 'Chọn ít nhất một tỉnh áp dụng.', 'Choose at least one province.'));
  if (criteria.length === 0) faults.push(fault('/criteria', 'Nhập ít nhất một tiêu chí.', 'Give at least one criterion.'));
  const codes = criteria.map(({ code }) => code);
  criteria.forEach((criterion, index) => {
    if (codes.indexOf(criterion.code) !== index)
      faults.push(fault(`/criteria/${index}/code`, 'Mã tiêu chí bị trùng trong bộ.', 'The code is already used in this set.'));
    faults.push(...criterionFaults(criterion, `/criteria/${index}`));
  });
  return [...faults, ...bandFaults(bands)];
}
