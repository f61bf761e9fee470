import { languageOf, Problem, problemKinds, problemType, type Language, type ProblemKind } from '#platform';
import { Controller, Get, Headers, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { PartList, Text, Whole } from '../door/fields.js';
import { Operation } from '../door/operation.js';

class ProblemKindAnswer {
  @Text({ max: 100, example: '/api/problems/stale' })
  type: string;

  @Whole({ min: 400, max: 599, example: 412 })
  status: number;

  @Text({ max: 200, example: 'The record has changed' })
  title: string;

  @Text({ max: 1000, example: 'Reload, look at the change, then send again with the new ETag.' })
  detail: string;
}

class ProblemKindsAnswer {
  @PartList(() => ProblemKindAnswer)
  items: ProblemKindAnswer[];
}

/** What the `type` of a problem leads to. */
@ApiTags('problems')
@Controller('api/problems')
export class ProblemsController {
  @Get()
  @Operation({ id: 'listProblems', summary: 'Lists every kind of problem an answer can be', answer: ProblemKindsAnswer })
  all(@Headers('accept-language') wanted?: string): ProblemKindsAnswer {
    return { items: (Object.keys(problemKinds) as ProblemKind[]).map((kind) => told(kind, languageOf(wanted, undefined))) };
  }

  @Get(':kind')
  @ApiParam({ name: 'kind', schema: { type: 'string', example: 'stale' } })
  @Operation({ id: 'getProblem', summary: 'Explains one kind of problem', answer: ProblemKindAnswer })
  one(@Param('kind') kind: string, @Headers('accept-language') wanted?: string): ProblemKindAnswer {
    if (!Object.hasOwn(problemKinds, kind)) throw new Problem('notFound');
    return told(kind as ProblemKind, languageOf(wanted, undefined));
  }
}

const told = (kind: ProblemKind, language: Language): ProblemKindAnswer => ({
  type: problemType(kind),
  status: problemKinds[kind].status,
  title: problemKinds[kind].title[language],
  detail: problemKinds[kind].detail[language],
});
