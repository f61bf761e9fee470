import { Controller, Get, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentVisitor } from '../door/actor.decorator.js';
import { Operation } from '../door/operation.js';
import type { DoorRequest, Visitor } from '../door/request.js';
import { MeAnswer } from './me.dto.js';

@ApiTags('session')
@Controller('api/me')
export class MeController {
  @Get()
  @Operation({ id: 'getMe', summary: 'Tells who I am, the posts I hold today and the one in use', answer: MeAnswer })
  me(@CurrentVisitor() { accountId: _, ...visitor }: Visitor, @Req() { actor }: DoorRequest): MeAnswer {
    return { ...visitor, actingPost: actor?.post ?? null };
  }
}
