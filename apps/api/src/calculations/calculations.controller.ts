import { calculateDueDay, refusal, type Refusal, type RefusalDetail } from '#domain';
import { fieldWords, type Language } from '#platform';
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
  @Post()
  @ApiBody({ type: CalculationsBody })
  @Operation({
    id: 'calculateDeadlines',
    summary: 'Calculates due days, each with every step of its count; nothing is saved',
    answer: CalculationsAnswer,
    problems: ['invalid'],
  })
  calculate(@Body() asked: object, @Req() request: DoorRequest): CalculationsAnswer | Refusal {
    const { items, ...strangers } = asked as { items?: unknown };
    const faults: RefusalDetail[] = Object.keys(strangers).map((name) => ({
      pointer: `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      words: fieldWords.unknown,
    }));
    if (Array.isArray(items) && items.length <= MOST_CALCULATIONS && faults.length === 0)
      return { items: items.map((one: unknown) => answer(one, languageFor(request))) };
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

function answer(asked: unknown, language: Language): CalculatedAnswer | NotCalculatedAnswer {
  const calculated = calculateDueDay(asked);
  if (!('error' in calculated)) return calculated;
  const { code, pointer, detail } = calculated.error;
  return { error: { code, pointer, detail: detail[language] } };
}
