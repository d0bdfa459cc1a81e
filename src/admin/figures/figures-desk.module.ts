// The figures at the refund desk.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { AttentionModule } from '../../attention/attention.module.js';
import { Clock } from '../../common/clock.js';
import { FiguresController } from './figures.controller.js';
import { FiguresService } from './figures.service.js';

@Module({ imports: [AttentionModule], controllers: [FiguresController], providers: [Clock, FiguresService] })
export class FiguresDeskModule {}
