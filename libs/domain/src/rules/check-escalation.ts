import { FUNCTION_CODES } from '../organisations/kinds.js';
import { fault, isFunction, isRecord, type Faults } from './faults.js';
import type { ReportingLevel } from './rule-shapes.js';

/**
 * The path an escalation climbs: not empty, no function twice (it would walk in a circle), long enough for the ladders.
 * @param ladders - by JSON pointer
 * @param below - how many steps the way has before the path: the receiving body, or none
 */
export function escalationFaults(path: unknown, ladders: Record<string, unknown>, below: 0 | 1): Faults {
  if (path === undefined) return [];
  if (!Array.isArray(path) || path.length === 0 || !path.every(isFunction))
    return [
      fault(
        '/escalation',
        `Đường báo cáo cấp trên không được trống; nhập các chức năng trong: ${FUNCTION_CODES.join(', ')}.`,
        `The escalation path must not be empty; give functions of: ${FUNCTION_CODES.join(', ')}.`,
      ),
    ];
  const inCircle = path.flatMap((code, index) =>
    path.indexOf(code) === index
      ? []
      : [
          fault(
            `/escalation/${index}`,
            'Đường báo cáo cấp trên đi vòng: mỗi chức năng chỉ một lần.',
            'The escalation path goes in a circle: each function only once.',
          ),
        ],
  );
  const steps = path.length + below;
  return [...inCircle, ...Object.entries(ladders).flatMap(([pointer, ladder]) => tooHighFaults(ladder, pointer, steps))];
}

function tooHighFaults(ladder: unknown, pointer: string, steps: number): Faults {
  const rungs: unknown = isRecord(ladder) && ladder['rungs'];
  if (!Array.isArray(rungs)) return [];
  return rungs.flatMap((rung: unknown, index) =>
    isRecord(rung) && rung['act'] === 'escalate' && (rung['stepsUp'] as number) > steps
      ? [fault(`${pointer}/rungs/${index}/stepsUp`, `Đường báo cáo chỉ có ${steps} cấp.`, `The path has only ${steps} steps.`)]
      : [],
  );
}

/** Whether a level's reports come back to it: only provincial functions receive, so a circle lies among them. */
export function circleFaults(given: unknown): Faults {
  const levels = (Array.isArray(given) ? given : []) as Partial<ReportingLevel>[];
  const next = (code: string): string | undefined =>
    levels.find((level) => level?.level === 'province' && Array.isArray(level.reporters) && level.reporters.includes(code))?.to;
  return levels.flatMap((level, index) => {
    if (level?.level !== 'province' || !isFunction(level.to) || !Array.isArray(level.reporters)) return [];
    const walked = new Set<string>();
    for (let above: string | undefined = level.to; above && !walked.has(above); above = next(above)) {
      if (level.reporters.includes(above))
        return [
          fault(
            `/levels/${index}/to`,
            'Báo cáo đi vòng: nơi nhận lại phải báo cáo về cấp này.',
            'The reports go in a circle: the receiver reports back to this level.',
          ),
        ];
      walked.add(above);
    }
    return [];
  });
}
