import { calculateByPublished, calculateDueDay, refusal, type Refusal, type RefusalDetail, type WorkCalendar } from '#domain';
import { fieldWords, type Language } from '#platform';
import { Records, WorkCalendarRepository } from '#records';
import { Body, Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { Operation } from '../door/operation.js';
import { languageFor, type DoorRequest } from '../door/request.js';
import {
  CalculationsAnswer,
  CalculationsBody,
  MOST_CALCULATIONS,
  type CalculatedAnswer,
  type NotCalculatedAnswer,
} from './calculations.dto.js';

@ApiTags('deadlines')
@Controller('api/deadlines/calculations')
export class CalculationsController {
  constructor(private readonly records: Records) {}

  @Post()
  @ApiBody({ type: CalculationsBody })
  @Operation({
    id: 'calculateDeadlines',
    summary: 'Calculates due days, each with every step of its count; nothing is saved',
    answer: CalculationsAnswer,
    problems: ['invalid'],
  })
  async calculate(@Body() asked: object, @Req() request: DoorRequest): Promise<CalculationsAnswer | Refusal> {
    const { items, ...strangers } = asked as { items?: unknown };
    const faults: RefusalDetail[] = Object.keys(strangers).map((name) => ({
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      words: fieldWords.unknown,
    }));
    if (Array.isArray(items) && items.length <= MOST_CALCULATIONS && faults.length === 0) {
      const published = items.some(asksForPublished) ? await new WorkCalendarRepository(this.records.sql).published() : null;
      return { items: items.map((one: unknown) => answer(one, published, languageFor(request))) };
    }
    if (items === undefined) faults.push({ pointer: '/items', words: fieldWords.required });
    else if (!Array.isArray(items) || items.length > MOST_CALCULATIONS)
      faults.push({ pointer: '/items', words: fieldWords.array(MOST_CALCULATIONS) });
    return refusal(
      'invalid',
      {
        vi: `Gửi {"items": […]} với tối đa ${MOST_CALCULATIONS} phép tính; nhiều hơn thì chia thành nhiều lần.`,
        en: `Send {"items": […]} with at most ${MOST_CALCULATIONS} calculations; split more into several calls.`,
      },
      faults,
    );
  }
}

const asksForPublished = (asked: unknown): asked is Record<string, unknown> =>
  typeof asked === 'object' && asked !== null && 'calendar' in asked;

function answer(asked: unknown, published: WorkCalendar | null, language: Language): CalculatedAnswer | NotCalculatedAnswer {
  const calculated = published && asksForPublished(asked) ? calculateByPublished(asked, published) : calculateDueDay(asked);
  if (!('error' in calculated)) return calculated;
  const { code, pointer, detail } = calculated.error;
  return { error: { code, pointer, detail: detail[language] } };
}
