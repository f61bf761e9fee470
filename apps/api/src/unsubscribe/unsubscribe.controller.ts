import { isRefusal } from '#domain';
import { problemOfRefusal } from '#platform';
import { StopReminders } from '#usecases';
import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { escapeHtml, htmlPage } from '../door/html-page.js';
import { Operation } from '../door/operation.js';
import { PathId } from '../door/path-id.pipe.js';
import { languageFor, type DoorRequest } from '../door/request.js';

/**
 * What `List-Unsubscribe` of a letter names. A mail client POSTs to it without asking anybody (RFC 8058); a person who opens it is asked,
 * because programs that look at mail follow links too.
 */
@ApiTags('notices')
@Controller('api/unsubscribe')
export class UnsubscribeController {
  constructor(private readonly stopReminders: StopReminders) {}

  @Get(':token')
  @Operation({
    id: 'askToStopReminders',
    summary: 'Asks whether reminders by e-mail are to stop; changes nothing',
    text: 'text/html',
  })
  ask(@PathId('token') _: string, @Req() request: DoorRequest, @Res({ passthrough: true }) response: Response): string {
    const say = words[languageFor(request)];
    return htmlPage(request, response, {
      title: say.title,
      body: `<h1>${escapeHtml(say.title)}</h1><p>${escapeHtml(say.question)}</p><form method="post"><button>${escapeHtml(say.stop)}</button></form>`,
    });
  }

  @Post(':token')
  @Operation({
    id: 'stopReminders',
    summary: 'Stops reminders by e-mail for the person whose letter named this address; what is due or late still comes',
    text: 'text/html',
    problems: ['notFound', 'conflict'],
  })
  async stop(
    @PathId('token') token: string,
    @Req() request: DoorRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const refused = await this.stopReminders.run({ token });
    if (isRefusal(refused)) throw problemOfRefusal(refused);
    const say = words[languageFor(request)];
    return htmlPage(request, response, {
      title: say.done,
      body: `<h1>${escapeHtml(say.done)}</h1><p>${escapeHtml(say.still)}</p>`,
    });
  }
}

const words = {
  vi: {
    title: 'Ngừng nhận thư nhắc trước hạn',
    question: 'Đồng chí có muốn ngừng nhận thư nhắc trước hạn qua thư điện tử không? Thông báo đến hạn và quá hạn vẫn được gửi.',
    stop: 'Ngừng nhận thư nhắc',
    done: 'Đã ngừng thư nhắc trước hạn',
    still: 'Thông báo đến hạn và quá hạn vẫn được gửi. Có thể bật lại trong phần cài đặt cá nhân.',
  },
  en: {
    title: 'Stop reminders by e-mail',
    question: 'Should reminders before the due day no longer come by e-mail? What is due or late is still sent.',
    stop: 'Stop reminders',
    done: 'Reminders by e-mail are stopped',
    still: 'What is due or late is still sent. Reminders can be switched on again in the personal settings.',
  },
};
